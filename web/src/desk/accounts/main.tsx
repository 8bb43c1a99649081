// SPDX-License-Identifier: Apache-2.0
import { startDesk } from '../frame/start.tsx';
import { AccountsPage } from './accounts_page.tsx';

startDesk('accounts', <AccountsPage />);
