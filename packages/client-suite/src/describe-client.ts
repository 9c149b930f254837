import { describeAnswers } from './rules/answers.ts';
import { describeConnection } from './rules/connection.ts';
import { describeEndOfCall } from './rules/end-of-call.ts';
import { describeNoBatch } from './rules/no-batch.ts';
import { describeRefusals } from './rules/refusals.ts';
import { describeRetryAfter } from './rules/retry-after.ts';
import { describeUnsendable } from './rules/unsendable.ts';
import { suiteFor, type ClientUnderTest } from './suite.ts';

/** What every client does, whatever carries its bytes. Faults come from a real server. */
export function describeClient(client: ClientUnderTest): void {
  const suite = suiteFor(client);
  describeAnswers(suite);
  describeRefusals(suite);
  describeRetryAfter(suite);
  describeNoBatch(suite);
  describeConnection(suite);
  describeEndOfCall(suite);
  describeUnsendable(suite);
}

/** What depends on what carries the bytes, for another version of it. */
export function describeTransport(client: ClientUnderTest): void {
  const suite = suiteFor(client);
  describeAnswers(suite);
  describeConnection(suite);
  describeEndOfCall(suite);
}
