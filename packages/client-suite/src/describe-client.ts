import { describeResponses } from './rules/responses.ts';
import { describeClosing } from './rules/closing.ts';
import { describeWatching } from './rules/watching.ts';
import { describeTls } from './rules/tls.ts';
import { describeDiscretion } from './rules/discretion.ts';
import { describeHostileValues } from './rules/hostile-values.ts';
import { describeRendering } from './rules/rendering.ts';
import { describeOptions } from './rules/options.ts';
import { suiteFor, type ClientUnderTest, type FailingClientUnderTest } from './suite.ts';

/** The tests that every client must pass beside the cases. A real server causes the faults. */
export function describeClient(client: FailingClientUnderTest): void {
  const suite = suiteFor(client);
  describeResponses(suite);
  describeTls(suite);
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
  describeTls(suite);
}
