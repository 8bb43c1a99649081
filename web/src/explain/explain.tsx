// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from 'preact/hooks';
import { askExplanation } from '../api/questions.ts';
import { Problem } from '../api/request.ts';
import type { Explanation, ExplainedFigure } from '../api/types.ts';
import { Icon } from '../icons/icon.tsx';
import { Popover } from '../page/popover.tsx';
import { picture } from '../picture/current.ts';
import { words } from '../words/words.ts';
import { ExplanationText } from './explanation_text.tsx';
import './explain.css';

interface Props {
  /** The area whose figure is explained. */
  area: string;
  figure: ExplainedFigure;
  /** What the figure is called, for those who cannot see beside what the button stands. */
  about: string;
  /** Only the mark, where there is no room for words. */
  bare?: boolean;
  align?: 'left' | 'right';
}

/** 怎么算的: a button beside a figure that opens what the figure is made of. */
export function Explain({ area, figure, about, bare = false, align = 'left' }: Props) {
  const w = words.value;
  return (
    <Popover
      align={align}
      className="explain"
      buttonClass={bare ? 'explain-mark' : 'explain-button'}
      label={`${w.howCounted} ${about}`}
      button={
        <>
          <Icon name="how" size={14} />
          {!bare && <span>{w.howCounted}</span>}
        </>
      }
    >
      <Panel area={area} figure={figure} about={about} />
    </Popover>
  );
}

function Panel({ area, figure, about }: Pick<Props, 'area' | 'figure' | 'about'>) {
  const now = picture.value!;
  const w = words.value;
  const [told, setTold] = useState<Explanation | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const { asOf, campaign, readAt } = now;
  useEffect(() => {
    const asking = new AbortController();
    setFailed(null);
    askExplanation({ campaign: campaign.id, area, figure, as_of: asOf, limit: 20 }, asking.signal)
      .then(setTold)
      .catch(error => {
        if (!asking.signal.aborted)
          setFailed((error instanceof Problem && error.message) || words.peek().explain.failed);
      });
    return () => asking.abort();
  }, [area, figure, asOf, campaign.id, readAt]);
  return (
    <div class="explain-panel" aria-busy={told === null && failed === null}>
      <h3>{about}</h3>
      {failed !== null && <p class="explain-failed">{failed}</p>}
      {failed === null && told === null && <p>{w.explain.waiting}</p>}
      {told !== null && <ExplanationText told={told} />}
    </div>
  );
}
