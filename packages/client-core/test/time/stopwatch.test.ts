import { VirtualClock } from '@batch-status/simulation';
import { expect, test } from 'vitest';
import { createSendCall, requestBatchStatusOver, resolveSettings } from '../../src/index.ts';
import { stopwatch } from '../../src/time/stopwatch.ts';
import { answer, batch } from '../answers.ts';

/** A clock whose `elapsed` goes on when its date is set. */
function steadyClock(): { clock: VirtualClock; setDate: (ms: number) => void } {
  const clock = new VirtualClock();
  let ahead = 0;
  return {
    clock: Object.assign(clock, { elapsed: () => clock.now() - ahead }),
    setDate: (ms) => {
      ahead += ms;
      clock.jump(ms);
    },
  };
}

test('a stopwatch uses `elapsed`, and otherwise the date', async () => {
  const { clock, setDate } = steadyClock();
  const steady = stopwatch(clock);
  const byDate = stopwatch({ now: () => clock.now() });
  await clock.advance(400);
  setDate(-3_600_000);
  await clock.advance(600);
  expect([steady(), byDate()]).toEqual([1000, 1000 - 3_600_000]);
});

test('a date that is set during a request changes neither its duration nor the deadline', async () => {
  const { clock, setDate } = steadyClock();
  const answers = [answer(503, {}), answer(200, batch)];
  const settings = resolveSettings({ clock, deadline: 30_000 });
  const sendCall = createSendCall(async () => {
    await clock.sleep(500);
    setDate(3_600_000);
    await clock.sleep(500);
    return answers.shift()!;
  }, settings);
  const request = requestBatchStatusOver(sendCall, settings);
  const { sentAt, receivedAt } = await clock.run(request('b'));
  expect(receivedAt - sentAt).toBe(1000);
  expect(receivedAt).toBe(clock.now());
});
