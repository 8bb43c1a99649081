// SPDX-License-Identifier: Apache-2.0
import type { Role } from '../../api/types.ts';
import { words } from '../../words/words.ts';
import { roles } from '../server/accounts.ts';
import { deskWords } from '../words/words.ts';

export function RoleField({ role, onRole }: { role: Role; onRole: (role: Role) => void }) {
  return (
    <label class="desk-field">
      {deskWords.value.accounts.role}
      <select name="role" value={role} onChange={event => onRole(event.currentTarget.value as Role)}>
        {roles.map(one => (
          <option key={one} value={one}>
            {words.value.role[one]}
          </option>
        ))}
      </select>
    </label>
  );
}
