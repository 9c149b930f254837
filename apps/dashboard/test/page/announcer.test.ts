import { VirtualClock } from '@batch-status/simulation';
import { effect } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { Announcer } from '../../src/page/news/announcer.ts';
import type { NewsItem } from '../../src/page/news/news.ts';

const item = (batchId: string, kind: NewsItem['kind'] = 'ended'): NewsItem => ({
  batchId,
  kind,
  text: `${batchId} is complete.`,
});

describe('what a screen reader says', () => {
  it('is at most one sentence in ten seconds', async () => {
    const clock = new VirtualClock();
    const announcer = new Announcer(clock);
    const said: string[] = [];
    effect(() => void said.push(announcer.sentence.value));
    announcer.tell([item('a')]);
    announcer.tell([item('b'), item('c', 'stalled')]);
    announcer.tell([item('b', 'failing')]);
    expect(said).toEqual(['', 'a is complete.']);
    await clock.advance(9_999);
    expect(said).toHaveLength(2);
    await clock.advance(1);
    expect(said.at(-1)).toBe('1 batch stalled, 1 batch failing too often.');
    await clock.advance(60_000);
    expect(said).toHaveLength(3);
    announcer.tell([item('d')]);
    expect(said.at(-1)).toBe('d is complete.');
  });
});
