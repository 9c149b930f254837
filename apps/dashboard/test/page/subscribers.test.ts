import { VirtualClock } from '@batch-status/simulation';
import { describe, expect, it } from 'vitest';
import type { FromWorker } from '../../src/page/connection/feed-messages.ts';
import { Subscribers, type Port } from '../../src/page/connection/subscribers.ts';
import type { BoardEvent } from '../../src/wire/board.ts';
import { boardBatch, boardOf } from './boards.ts';

interface Page extends Port {
  received: FromWorker[];
}

function page(): Page {
  const received: FromWorker[] = [];
  return { received, postMessage: (message) => received.push(message) };
}

/** What a page was sent: the ids in each event, or that the stream is down. */
const contents = ({ received }: Page) =>
  received.map((message) => {
    if (message.kind === 'down') return 'down';
    const { type, batches } = JSON.parse(message.text) as BoardEvent;
    return [type, ...batches.map(({ batchId }) => batchId)].join(' ');
  });

const board = JSON.stringify(boardOf([boardBatch('a')]));
const changes = (...ids: string[]): string =>
  JSON.stringify({
    ...boardOf(ids.map((id) => boardBatch(id))),
    ...{ type: 'changes', removed: [] },
  });

describe('the pages that share a stream', () => {
  it('get everything when they come, and then what changes', () => {
    const subscribers = new Subscribers(new VirtualClock());
    const [first, second] = [page(), page()];
    subscribers.receive(first, 'hello');
    subscribers.event(board);
    subscribers.receive(first, 'ready');
    subscribers.event(changes('b'));
    subscribers.receive(second, 'hello');
    expect(contents(first)).toEqual(['board a', 'changes b']);
    expect(contents(second)).toEqual(['board a b']);
  });

  it('get nothing while they are busy, and then only the newest state', () => {
    const subscribers = new Subscribers(new VirtualClock());
    const frozen = page();
    subscribers.receive(frozen, 'hello');
    subscribers.event(board);
    for (let count = 0; count < 1000; count += 1) subscribers.event(changes('b'));
    expect(contents(frozen)).toEqual(['board a']);
    subscribers.receive(frozen, 'ready');
    expect(contents(frozen)).toEqual(['board a', 'board a b']);
    subscribers.receive(frozen, 'ready');
    expect(contents(frozen)).toHaveLength(2);
  });

  it('learn how old the last event is, and that the stream is down', async () => {
    const clock = new VirtualClock();
    const subscribers = new Subscribers(clock);
    subscribers.event(board);
    await clock.advance(60_000);
    subscribers.down({ reason: 'lost' });
    const late = page();
    subscribers.receive(late, 'hello');
    expect(late.received).toMatchObject([{ kind: 'event', age: 60_000 }, { kind: 'down' }]);
  });

  it('learn after they were busy that the stream is down', () => {
    const subscribers = new Subscribers(new VirtualClock());
    const busy = page();
    subscribers.receive(busy, 'hello');
    subscribers.event(board);
    subscribers.down({ reason: 'lost' });
    expect(contents(busy)).toEqual(['board a']);
    subscribers.receive(busy, 'ready');
    expect(contents(busy)).toEqual(['board a', 'board a', 'down']);
  });

  it('get nothing more once they have left', () => {
    const subscribers = new Subscribers(new VirtualClock());
    const gone = page();
    subscribers.receive(gone, 'hello');
    subscribers.receive(gone, 'bye');
    subscribers.event(board);
    subscribers.down({ reason: 'silent' });
    expect(gone.received).toEqual([]);
  });
});
