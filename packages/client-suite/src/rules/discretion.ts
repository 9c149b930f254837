import {
  createMonitor,
  isBatchStatusError,
  watch,
  type BatchStatusSource,
  type ClientOptions,
} from '@batch-status/client-core';
import { plantedPhoneNumber } from '@batch-status/loopback/batches';
import { describe, expect, test } from 'vitest';
import { everythingIn } from '../everything-in.ts';
import { hidingPlaces } from '../hiding-places.ts';
import { StillClock } from '../still-clock.ts';
import { apiKey, type FailingClientUnderTest, type Suite } from '../suite.ts';

const secrets = { 'a key': apiKey, 'a phone number': plantedPhoneNumber };
const places = Object.entries(hidingPlaces).flatMap(([place, hide]) =>
  Object.entries(secrets).map(([name, secret]) => [name, place, hide, secret] as const),
);

/** What errors, and reports about errors, do not contain, wherever a logger looks. */
export function describeDiscretion(
  { name, clientWith, idFor }: Suite,
  createFailing: FailingClientUnderTest['createFailing'],
): void {
  const errorOf = async (client: BatchStatusSource): Promise<unknown> =>
    client.getBatchStatus(idFor('good')).then(
      () => expect.unreachable('The call succeeded.'),
      (error: unknown) => error,
    );

  function expectDiscreet(value: unknown): void {
    const text = everythingIn(value);
    expect(text).not.toContain(apiKey);
    expect(text).not.toContain(plantedPhoneNumber.slice(1));
  }

  describe(`${name}: an error`, () => {
    test.each(places)(
      'does not repeat %s that the transport threw in %s',
      async (_name, _place, hide, secret) => {
        const options: ClientOptions = { baseUrl: 'http://127.0.0.1:9', apiKey, retry: false };
        const error = await errorOf(createFailing(options, () => hide(secret)));
        expect(error).toMatchObject({ name: 'NetworkError', code: 'network' });
        expectDiscreet(error);
      },
    );

    test.each(places)(
      'does not repeat %s that the function for a key threw in %s',
      async (_name, _place, hide, secret) => {
        const fail = (): Promise<string> => Promise.reject(hide(secret));
        const error = await errorOf(
          clientWith({ headers: { 'x-key': apiKey }, workspaceId: fail }),
        );
        expect(error).toMatchObject({ name: 'ConfigurationError', option: 'workspaceId' });
        expectDiscreet(error);
      },
    );

    test('that ends a watch gives its last update to the program, but not to loggers', async () => {
      const options = { clock: new StillClock(), stallAfter: 1_000, maxStaleness: 2_000 };
      const updates = watch(clientWith(), idFor('good'), options);
      const error: unknown = await (async () => {
        for await (const _ of updates);
      })().catch((thrown: unknown) => thrown);
      if (!isBatchStatusError(error, 'stalled')) throw error;
      expect(error.update?.batch.recent_calls).toMatchObject([
        { phone_number: plantedPhoneNumber },
        { phone_number: plantedPhoneNumber },
      ]);
      expectDiscreet(error);
    });

    test('that ends a batch of a monitor gives its last update to the program, but not to loggers', async () => {
      const monitor = createMonitor(clientWith(), {
        maxStaleness: 60_000,
        // Time does not pass for the server.
        deadline: Infinity,
        clock: new StillClock(),
      });
      monitor.add(idFor('good-once'));
      monitor.end();
      const reports = [];
      for await (const report of monitor) reports.push(report);
      const failed = reports.at(-1);
      expect(failed).toMatchObject({ type: 'failure', error: { code: 'forbidden' } });
      expect(failed).toHaveProperty('update.batch.recent_calls.0.phone_number', plantedPhoneNumber);
      expectDiscreet(failed);
    });

    test('keeps its message in a structured clone, and gives it nothing else to print', async () => {
      const cause = new Error('The platform failed.');
      const error = await errorOf(createFailing({ retry: false, apiKey }, () => cause));
      const { port1, port2 } = new MessageChannel();
      const clone = await new Promise<unknown>((resolve) => {
        port2.addEventListener('message', (event) => resolve((event as MessageEvent).data));
        port2.start();
        port1.postMessage(error);
      });
      port1.close();
      expect(clone).toBeInstanceOf(Error);
      expect(clone).toMatchObject({ message: (error as Error).message });
      expect(clone).not.toHaveProperty('code');
      expectDiscreet(clone);
    });
  });
}
