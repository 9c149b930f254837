import { startRedis } from '@batch-status/loopback/redis';
import { systemClock } from '@batch-status/time';
import { Link } from '../stage/link.ts';
import { runRow } from '../stage/run-row.ts';

const total = 900;
/** Longer than a read waits, in milliseconds. */
const stall = 3000;

const through = ({ port }: Link) => ({ store: port, queue: port });

await runRow(async (stage) => {
  await using redis = await startRedis();
  const linkTo = (): Promise<Link> => Link.to(redis.port);
  await using ofCreator = await linkTo();
  await using ofFirst = await linkTo();
  await using ofSecond = await linkTo();
  await using ofServer = await linkTo();
  await using ofReader = await Link.to(await stage.server(ofServer.port));

  // BullMQ fails a job after one stall by default, whether it runs or not.
  const worker = { concurrency: 3, maxStalledCount: 20, callTime: 100 };
  for (const link of [ofFirst, ofSecond]) stage.worker(through(link), worker);
  const reader = stage.reader(ofReader.port);
  const created = stage.create(through(ofCreator), { total });
  for (const harm of ['cut', 'halfClose'] as const) {
    await reader.until(() => true);
    if (harm === 'cut') ofCreator.cut();
    else ofCreator.halfClose('near');
  }
  await created;

  const links = [ofFirst, ofSecond, ofServer, ofReader];
  let faults = 2;
  for (const link of links) {
    const harms = [() => link.cut(), () => link.halfClose('near'), () => link.halfClose('far')];
    for (const harm of harms) {
      await reader.until(({ batch: read }) => read !== undefined);
      harm();
      faults += 1;
    }
    link.stall();
    await systemClock.sleep(stall);
    link.resume();
    faults += 1;
  }
  const { batch } = await reader.until(({ batch: read }) => read !== undefined);
  if (batch!.isComplete) throw new Error('The batch ended before the last fault.');
  await stage.judge({ failures: [0, 503, 404] });
  return { faults };
});
