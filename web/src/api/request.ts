// SPDX-License-Identifier: Apache-2.0
import type { ProblemBody } from './types.ts';

const aboutWhatWasTyped = ['session.refused', 'session.second_factor', 'session.code'];

/** What the server said when it refused, or that it could not be reached (status 0). */
export class Problem extends Error {
  readonly status: number;
  readonly requestId: string | null;
  /** The whole answer: a refusal may carry what stands in the way. */
  readonly body: Partial<ProblemBody> & Record<string, unknown>;
  /** Seconds after which to ask again, where the server says so. */
  readonly retryAfter: number | null;

  constructor(
    status: number,
    detail: string,
    requestId: string | null,
    body: Partial<ProblemBody> = {},
    retryAfter: number | null = null,
  ) {
    super(detail);
    this.status = status;
    this.requestId = requestId;
    this.body = body as Partial<ProblemBody> & Record<string, unknown>;
    this.retryAfter = retryAfter;
  }

  get code() {
    return this.body.code ?? '';
  }

  /** Nobody is signed in any more; a refusal of what was typed says nothing of the session. */
  get needsSignIn() {
    return this.status === 401 && !aboutWhatWasTyped.includes(this.code);
  }
}

type Parameters = Record<string, string | number | null | undefined>;

/** An address on this origin; parameters without a value are left out. */
export function address(path: string, parameters: Parameters = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== '') query.set(name, String(value));
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

export async function ask<T>(path: string, init: RequestInit = {}): Promise<T> {
  const response = await reach(path, init);
  if (!response.ok) throw await problemOf(response);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** The answer with its headers, for those who need an entity tag. */
export async function askWhole(path: string, init: RequestInit = {}): Promise<Response> {
  const response = await reach(path, init);
  if (!response.ok) throw await problemOf(response);
  return response;
}

/** A request with a JSON body. */
export const sending = (method: 'POST' | 'PUT' | 'PATCH', body: unknown): RequestInit => ({
  method,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});

declare global {
  interface Window {
    /** Answers that public/start.js asked for while the page was on its way, each to be used once. */
    courtyardEarly?: Record<string, Promise<Response>>;
  }
}

function early(path: string): Promise<Response> | undefined {
  const answer = window.courtyardEarly?.[path];
  if (answer) delete window.courtyardEarly![path];
  return answer;
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  const begun = init.method === undefined ? early(path) : undefined;
  // What went wrong before the page was there is asked again.
  const answer = await begun?.catch(() => undefined);
  if (answer) return answer;
  try {
    return await fetch(path, {
      ...init,
      headers: {
        Accept: 'application/json',
        'Accept-Language': document.documentElement.lang,
        ...init.headers,
      },
    });
  } catch (error) {
    if ((error as Error).name === 'AbortError') throw error;
    throw new Problem(0, '', null);
  }
}

/** Who is told when an answer says that nobody is signed in; who asked has nothing to add. */
export const heard = { unsigned: () => {} };

/** What an answer refused; where it says that nobody is signed in, that has been told. */
export function refusal(status: number, body: Partial<ProblemBody> | null, wait = 0): Problem {
  const problem = new Problem(
    status,
    body?.detail ?? body?.title ?? '',
    body?.request_id ?? null,
    body ?? {},
    wait > 0 ? wait : null,
  );
  if (problem.needsSignIn) heard.unsigned();
  return problem;
}

const problemOf = async (response: Response): Promise<Problem> =>
  refusal(
    response.status,
    (await response.json().catch(() => null)) as Partial<ProblemBody> | null,
    Number(response.headers.get('Retry-After')),
  );
