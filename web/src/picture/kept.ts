// SPDX-License-Identifier: Apache-2.0
// Answers that outlive the question that asked first.
import {
  askArea,
  askFrames,
  askMatrix,
  askProgress,
  type AreaQuestion,
  type MatrixQuestion,
  type ProgressQuestion,
} from '../api/questions.ts';
import type { AreaAnswer, FramesAnswer, MatrixAnswer, ProgressAnswer } from '../api/types.ts';

/** They are not tied to the signal of a question that is given up. */
const lasting = () => new AbortController().signal;

/** Remembers the newest answers by their questions; a failed one is asked for again. */
class Kept<Question, Answer> {
  private readonly answers = new Map<string, Promise<Answer>>();

  constructor(
    private readonly ask: (question: Question, signal: AbortSignal) => Promise<Answer>,
    private readonly most: number,
  ) {}

  of(question: Question): Promise<Answer> {
    const key = JSON.stringify(question);
    const known = this.answers.get(key);
    if (known) return known;
    const answer = this.ask(question, lasting());
    this.answers.set(key, answer);
    for (const old of [...this.answers.keys()].slice(0, -this.most)) this.answers.delete(old);
    answer.catch(() => this.answers.get(key) === answer && this.answers.delete(key));
    return answer;
  }

  has(question: Question) {
    return this.answers.has(JSON.stringify(question));
  }

  forget() {
    this.answers.clear();
  }
}

export const places = new Kept<AreaQuestion, AreaAnswer>(askArea, 200);
export const matrices = new Kept<MatrixQuestion, MatrixAnswer>(askMatrix, 40);
export const frames = new Kept<MatrixQuestion, FramesAnswer>(askFrames, 4);
/** The other day of a comparison. */
export const earlier = new Kept<ProgressQuestion, ProgressAnswer>(askProgress, 20);

/** Figures over time are kept while the reader moves between dates; a change on the server ends that. */
export function forgetFigures() {
  matrices.forget();
  frames.forget();
  earlier.forget();
}

export function forgetEverything() {
  places.forget();
  forgetFigures();
}
