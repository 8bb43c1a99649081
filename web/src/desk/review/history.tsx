// SPDX-License-Identifier: Apache-2.0
import { campaigns } from '../../session/session.ts';
import { named } from '../../words/words.ts';
import { moment } from '../frame/age.ts';
import { deskWords } from '../words/words.ts';
import { opened } from './opened.ts';

/** What a status is called in its campaign. */
function statusName(campaign: string, id: string): string {
  const status = campaigns.value.find(one => one.id === campaign)?.statuses.find(one => one.id === id);
  return status ? named(status.name) : id;
}

interface Line {
  at: string;
  text: string;
  by: string;
  isFlag: boolean;
}

/** Day and half of the day decide the order of what is known to the day only. */
function lines(): Line[] {
  const w = deskWords.value;
  const { entry, inspection, history } = opened.value!;
  const list: Line[] = [];
  for (const step of history?.campaigns.find(one => one.campaign === entry.campaign)?.steps ?? [])
    list.push({
      at: step.on,
      text: [named(step.name), step.reason].filter(Boolean).join('，'),
      by: step.by,
      isFlag: false,
    });
  const points = history?.inspections ?? [inspection];
  for (const point of points)
    if (point.campaign === entry.campaign)
      list.push({
        at: moment(point.observed_at),
        text: [
          w.review.inspected(statusName(point.campaign, point.outcome)),
          point.score &&
            w.review.scoreText(
              String(point.score.total),
              String(point.score.maximum),
              String(point.score.pass_mark),
            ),
        ]
          .filter(Boolean)
          .join('，'),
        by: point.by,
        isFlag: false,
      });
  for (const settled of history?.resolutions ?? [])
    list.push({
      at: moment(settled.recorded_at),
      text: w.review.settled(w.review.field[settled.field] ?? settled.field),
      by: settled.by,
      isFlag: false,
    });
  for (const doubt of inspection.doubts) {
    list.push({
      at: moment(doubt.found_at),
      text: w.review.flagFound(w.flag[doubt.flag] ?? doubt.flag),
      by: '',
      isFlag: true,
    });
    for (const said of doubt.resolutions)
      list.push({
        at: moment(said.recorded_at),
        text: `${w.verdict[said.verdict]}：${said.reason}`,
        by: said.by,
        isFlag: false,
      });
  }
  return list.sort((a, b) => a.at.localeCompare(b.at));
}

export function History() {
  const w = deskWords.value.review;
  const list = lines();
  return (
    <div class="history">
      <h2>{w.history}</h2>
      {list.length === 0 && <p class="caption">{w.historyEmpty}</p>}
      <ol>
        {list.map((line, i) => (
          <li key={i} class={line.isFlag ? 'flagged' : ''}>
            <i />
            <time>{line.at.slice(0, 10)}</time>
            <span>
              {line.text}
              {line.by && <span class="caption"> {line.by}</span>}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
