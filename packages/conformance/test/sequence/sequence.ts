import {
  checkSequence,
  parseContract,
  type Contract,
  type Exchange,
  type Finding,
} from '../../src/index.ts';
import type { SequenceOptions, Summary } from '../../src/index.ts';

/** A contract with rules about one body and about two. */
export const batches: Contract = parseContract(
  `openapi: 3.1.0
info: { title: Batches, version: 1.0.0 }
servers: [{ url: https://batches.example/v1 }]
paths:
  /batches/{batchId}:
    parameters:
      - { name: view, in: query, schema: { type: string } }
    get:
      responses:
        "200":
          description: A batch.
          content:
            application/json: { schema: { $ref: "#/components/schemas/Batch" } }
        "404": { description: None. }
    post: { responses: { "202": { description: Started. } } }
components:
  schemas:
    Batch:
      type: object
      required: [isComplete, completed, total]
      properties:
        isComplete: { type: boolean }
        completed: { type: integer }
        total: { type: integer }
        completedTime: { type: [integer, "null"] }
      x-validations:
        - rule: self.completed <= self.total
          message: At most all calls are completed.
          fieldPath: .completed
        - rule: "!self.isComplete || has(self.completedTime)"
          message: A complete batch has a time.
          severity: warning
        - rule: self.completed >= oldSelf.completed
          message: The number of completed calls never falls.
          fieldPath: .completed
        - rule: "!oldSelf.isComplete || self.isComplete"
          message: A batch once complete stays complete.
          severity: warning
`,
  'batches.yaml',
);

interface Changes {
  /** When the request was sent. Default: one second after the previous one. */
  at?: number;
  /** When the response ended. Default: 50 ms later. */
  endedAt?: number;
  batch?: string;
  url?: string;
  method?: string;
  status?: number;
  file?: string;
  headers?: Record<string, string>;
}

/** Exchanges whose bodies have these numbers of completed calls, of a hundred calls. */
export function exchangesWith(
  ...completedCalls: (number | [completed: number, changes: Changes])[]
): Exchange[] {
  return completedCalls.map((entry, index) => {
    const [completed, changes] = typeof entry === 'number' ? [entry, {}] : entry;
    const { at = index * 1000, batch = 'b1', status = 200, method = 'GET' } = changes;
    const isComplete = completed === 100;
    const body = { isComplete, completed, total: 100, completedTime: isComplete ? 1 : null };
    return {
      request: {
        method,
        url: changes.url ?? `https://batches.example/v1/batches/${batch}`,
        headers: changes.headers ?? {},
      },
      response: {
        status,
        headers: { 'content-type': 'application/json' },
        body: status === 200 ? JSON.stringify(body) : undefined,
      },
      startedAt: at,
      endedAt: changes.endedAt ?? at + 50,
      source: { file: changes.file ?? 'a.har', entry: index },
    };
  });
}

export async function checked(
  exchanges: Iterable<Exchange>,
  options: SequenceOptions = {},
): Promise<{ findings: Finding[]; summary: Summary; isKept: boolean }> {
  const findings: Finding[] = [];
  const sequence = checkSequence(batches, exchanges, options);
  for await (const finding of sequence) findings.push(finding);
  return { findings, summary: sequence.summary, isKept: sequence.isKept };
}
