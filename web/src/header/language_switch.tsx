// SPDX-License-Identifier: Apache-2.0
import { adjust, view } from '../view/address.ts';
import { languages } from '../view/view.ts';
import { words } from '../words/words.ts';

export function LanguageSwitch() {
  const label = { zh: '中', en: 'EN' };
  const spoken = { zh: '中文', en: 'EN, English' };
  return (
    <div class="segment" role="group" aria-label={words.value.language}>
      {languages.map(lang => (
        <button
          key={lang}
          type="button"
          lang={lang}
          aria-label={spoken[lang]}
          aria-pressed={view.value.lang === lang}
          onClick={() => adjust({ lang })}
        >
          {label[lang]}
        </button>
      ))}
    </div>
  );
}
