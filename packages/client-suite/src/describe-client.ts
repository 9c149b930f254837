import { describeResponses } from './rules/responses.ts';
import { describeClosing } from './rules/closing.ts';
import { describeWatching } from './rules/watching.ts';
import { describeConditions } from './rules/conditions.ts';
import { describeTls } from './rules/tls.ts';
import { describeConnection } from './rules/connection.ts';
import { describeDiscretion } from './rules/discretion.ts';
import { describeEndOfCall } from './rules/end-of-call.ts';
import { describeHostileValues } from './rules/hostile-values.ts';
import { describeMalformed } from './rules/malformed.ts';
import { describeRefusals } from './rules/refusals.ts';
import { describeRendering } from './rules/rendering.ts';
import { describeRetryAfter } from './rules/retry-after.ts';
import { describeOptions } from './rules/options.ts';
import { suiteFor, type ClientUnderTest, type FailingClientUnderTest } from './suite.ts';

/** The tests that every client must pass. A real server causes the faults. */
export function describeClient(client: FailingClientUnderTest): void {
  const suite = suiteFor(client);
  describeResponses(suite);
  describeConditions(suite);
  describeRefusals(suite);
  describeRetryAfter(suite);
  describeMalformed(suite);
  describeConnection(suite);
  describeTls(suite);
  describeEndOfCall(suite);
  describeClosing(suite);
  describeWatching(suite);
  describeOptions(suite);
  describeDiscretion(suite, client.createFailing);
  describeHostileValues(suite, client.create, client.createFailing);
  describeRendering(suite, client.createFailing);
}

/** The tests that depend on the transport, to run them with another version of it. */
export function describeTransport(client: ClientUnderTest): void {
  const suite = suiteFor(client);
  describeResponses(suite);
  describeConnection(suite);
  describeTls(suite);
  describeEndOfCall(suite);
}
