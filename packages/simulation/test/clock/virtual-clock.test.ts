import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { VirtualClock } from '../../src/index.ts';
import { Macrotasks } from '../../src/clock/macrotasks.ts';

const day = 86_400_000;

const row = (seed: number): number[] => {
  const clock = new VirtualClock({ seed });
  return Array.from({ length: 1000 }, () => clock.random());
};

describe('a sleep', () => {
  test('of days takes no real time, and exactly its own on the clock', async () => {
    const clock = new VirtualClock({ now: 1000 });
    await clock.run(clock.sleep(30 * day));
    expect(clock.now()).toBe(1000 + 30 * day);
  });

  test('never ends early: a fraction of a millisecond counts as a whole one', async () => {
    const clock = new VirtualClock({ now: 0 });
    await clock.run(clock.sleep(0.2));
    expect(clock.now()).toBe(1);
  });

  test('of zero or less ends without time passing', async () => {
    const clock = new VirtualClock({ now: 5 });
    await clock.run(Promise.all([clock.sleep(0), clock.sleep(-10)]));
    expect(clock.now()).toBe(5);
  });

  test('that is aborted rejects at once with the reason of the signal', async () => {
    const clock = new VirtualClock({ now: 0 });
    const controller = new AbortController();
    const reason = new Error('enough');
    const sleep = clock.sleep(1000, controller.signal);
    controller.abort(reason);
    // The clock is not being driven.
    await expect(sleep).rejects.toBe(reason);
    expect(clock.sleeping).toBe(0);
    // Time does not move to the end of the aborted sleep.
    await expect(clock.run(new Promise(() => {}))).rejects.toThrow('there is no sleep');
    expect(clock.now()).toBe(0);
  });

  test('with an aborted signal does not begin', async () => {
    const clock = new VirtualClock();
    await expect(clock.sleep(1, AbortSignal.abort('no'))).rejects.toBe('no');
    expect(clock.sleeping).toBe(0);
  });

  test('leaves no listener on its signal', async () => {
    const clock = new VirtualClock();
    const { signal } = new AbortController();
    let listeners = 0;
    const counted = new Proxy(signal, {
      get(target, name) {
        if (name === 'addEventListener') listeners += 1;
        if (name === 'removeEventListener') listeners -= 1;
        const member: unknown = Reflect.get(target, name, target);
        return typeof member === 'function' ? member.bind(target) : member;
      },
    });
    await clock.run(clock.sleep(1, counted));
    expect(listeners).toBe(0);
  });

  test('of infinity lasts until it is aborted, and other time passes', async () => {
    const clock = new VirtualClock({ now: 0 });
    const controller = new AbortController();
    const endless = clock.sleep(Infinity, controller.signal);
    await clock.run(clock.sleep(day));
    controller.abort('stop');
    await expect(endless).rejects.toBe('stop');
  });

  test('of NaN is rejected', async () => {
    await expect(new VirtualClock().sleep(NaN)).rejects.toThrow(
      'A sleep must be a number of milliseconds',
    );
  });
});

describe('run', () => {
  test('ends sleeps in the order of their times, each at its time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 50 }), { minLength: 1 }), async (times) => {
        const clock = new VirtualClock({ now: 0 });
        const woken: number[] = [];
        const sleeper = async (time: number, index: number): Promise<void> => {
          await clock.sleep(time);
          expect(clock.now()).toBe(time);
          woken.push(index);
        };
        await clock.run(Promise.all(times.map(sleeper)));
        const order = [...times.keys()].toSorted((one, other) => times[one]! - times[other]!);
        expect(woken).toEqual(order);
      }),
      { numRuns: 30 },
    );
  });

  test('runs everything that needs no time before time goes on', async () => {
    const clock = new VirtualClock({ now: 0 });
    const log: string[] = [];
    const busy = async (): Promise<void> => {
      await clock.sleep(10);
      for (let step = 0; step < 500; step += 1) await Promise.resolve();
      log.push(`busy at ${clock.now()}`);
      await clock.sleep(1);
      log.push(`again at ${clock.now()}`);
    };
    const other = async (): Promise<void> => {
      await clock.sleep(12);
      log.push(`other at ${clock.now()}`);
    };
    await clock.run(Promise.all([busy(), other()]));
    expect(log).toEqual(['busy at 10', 'again at 11', 'other at 12']);
  });

  test('resolves and rejects like the promise', async () => {
    const clock = new VirtualClock();
    await expect(clock.run(clock.sleep(5).then(() => 'done'))).resolves.toBe('done');
    const failing = clock.sleep(5).then(() => Promise.reject(new Error('failed')));
    await expect(clock.run(failing)).rejects.toThrow('failed');
  });

  test('stops the time when the promise settles', async () => {
    const clock = new VirtualClock({ now: 0 });
    void clock.sleep(day);
    await clock.run(clock.sleep(10));
    expect(clock.now()).toBe(10);
    expect(clock.sleeping).toBe(1);
  });

  test('gives a promise without a sleep the turns of the event loop that it needs', async () => {
    const clock = new VirtualClock();
    const turns = new Macrotasks();
    const done = async (): Promise<string> => {
      for (let turn = 0; turn < 20; turn += 1) await turns.next();
      turns.close();
      return 'done';
    };
    expect(await clock.run(done())).toBe('done');
  });

  test('closes what would keep the process alive, however it ends', async () => {
    const close = vi.spyOn(MessagePort.prototype, 'close');
    const clock = new VirtualClock();
    await clock.run(clock.sleep(1));
    await expect(clock.run(Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(close).toHaveBeenCalledTimes(2);
  });

  test('rejects if the promise can never settle', async () => {
    const clock = new VirtualClock();
    await expect(clock.run(new Promise(() => {}))).rejects.toThrow(
      'The promise is still pending, and there is no sleep on this clock',
    );
    void clock.sleep(Infinity);
    await expect(clock.run(new Promise(() => {}))).rejects.toThrow('no sleep ever ends');
  });

  test('rejects when the limit of virtual time is reached', async () => {
    const clock = new VirtualClock({ now: 0 });
    const stop = new AbortController();
    const forever = async (): Promise<never> => {
      for (;;) await clock.sleep(60_000, stop.signal);
    };
    const running = forever();
    await expect(clock.run(running, { within: day })).rejects.toThrow(
      'still pending after 86400000 ms of virtual time',
    );
    expect(clock.now()).toBe(day);
    stop.abort('stop');
    await expect(running).rejects.toBe('stop');
  });

  test('rejects a second driver, and works again afterwards', async () => {
    const clock = new VirtualClock();
    const first = clock.run(clock.sleep(1));
    await expect(clock.run(clock.sleep(1))).rejects.toThrow('already being driven');
    await first;
    await clock.run(clock.sleep(1));
  });
});

test('advance lets time pass, and runs only what is due in it', async () => {
  const clock = new VirtualClock({ now: 0 });
  const woken: number[] = [];
  const ticking = async (): Promise<void> => {
    for (;;) {
      await clock.sleep(10);
      woken.push(clock.now());
    }
  };
  void ticking();
  await clock.advance(35);
  expect(woken).toEqual([10, 20, 30]);
  expect(clock.now()).toBe(35);
  await clock.advance(5);
  expect(woken).toEqual([10, 20, 30, 40]);
  expect(() => clock.advance(-1)).toThrow(
    'The time to advance must be a number of milliseconds of at least 0; got -1.',
  );
});

test('after a jump, sleeps continue for the time that remained', async () => {
  const clock = new VirtualClock({ now: 0 });
  const sleep = clock.sleep(100);
  await clock.advance(40);
  clock.jump(day);
  expect(clock.now()).toBe(40 + day);
  await clock.run(sleep);
  expect(clock.now()).toBe(100 + day);
});

test('after a jump with late sleeps, those that were due during the jump end at once', async () => {
  const clock = new VirtualClock({ now: 0 });
  const sleep = clock.sleep(100);
  clock.jump(day, { sleepers: 'late' });
  await clock.run(sleep);
  expect(clock.now()).toBe(day);
});

test('advance does not go back if the clock jumps during it', async () => {
  const clock = new VirtualClock({ now: 0 });
  const jumping = clock.sleep(10).then(() => clock.jump(day, { sleepers: 'late' }));
  await clock.advance(100);
  await jumping;
  expect(clock.now()).toBe(day + 10);
});

test('a clock can jump back, like a machine whose time is corrected', () => {
  const clock = new VirtualClock({ now: 5000 });
  clock.jump(-2000);
  expect(clock.now()).toBe(3000);
});

test('random numbers are the same for the same seed, and lie from 0 up to 1', () => {
  expect(row(1)).toEqual(row(1));
  expect(row(2)).not.toEqual(row(1));
  expect(row(1).every((value) => value >= 0 && value < 1)).toBe(true);
});
