import { VirtualClock } from '@batch-status/simulation';
import { effect } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { Announcer } from '../../src/page/news/announcer.ts';
import { newsKinds, type NewsItem } from '../../src/page/news/news.ts';
import { summarize } from '../../src/page/news/summarize.ts';

const item = (batchId: string, kind: NewsItem['kind'] = 'complete'): NewsItem => ({
  batchId,
  kind,
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
    expect(said.at(-1)).toBe('c has stalled; b has too many failing calls.');
    await clock.advance(60_000);
    expect(said).toHaveLength(3);
    announcer.tell([item('d')]);
    expect(said.at(-1)).toBe('d is complete.');
  });

  it('begins with what concerns the whole page, and says only the last of it', async () => {
    const clock = new VirtualClock();
    const announcer = new Announcer(clock);
    const said: string[] = [];
    effect(() => void said.push(announcer.sentence.value));
    announcer.tell([item('a')]);
    announcer.tell([item('b')]);
    announcer.tellOfPage('cutOff', 'It is cut off.');
    announcer.tellOfPage('cutOff', 'It is connected.');
    await clock.advance(30_000);
    expect(said).toEqual(['', 'a is complete.', 'It is connected.', 'b is complete.']);
  });

  it('says of each batch what happened to it', () => {
    expect(newsKinds.map((kind) => summarize([item('a', kind)]))).toEqual([
      'a was not found.',
      'a cannot be read with this key.',
      'a will not be requested again.',
      'a has failed.',
      'a has stalled.',
      'a has too many failing calls.',
      'a was cancelled.',
      'a is complete.',
    ]);
    const several = [item('a', 'notFound'), item('b', 'failed'), item('c', 'givenUp')];
    expect(summarize(several)).toBe(
      'a was not found; b has failed; c will not be requested again.',
    );
  });

  it('counts many batches by what happened to them', () => {
    const many = [...newsKinds, ...newsKinds.slice(0, 1)].map((kind, at) => item(`${at}`, kind));
    expect(summarize(many)).toBe(
      '2 batches not found; 1 batch not readable with this key; 1 batch not to be requested again; 1 batch failed; 1 batch stalled; 1 batch with too many failing calls; 1 batch cancelled; 1 batch complete.',
    );
  });

  it('is of bounded length, whatever the ids and however many', () => {
    const ids = [
      'x'.repeat(1000),
      '\u{1F600}'.repeat(250),
      `${'x'.repeat(59)}\u{1F600}${'x'.repeat(99)}`,
    ];
    for (const items of [
      ids.map((id) => item(id, 'noAccess')),
      Array.from({ length: 10_000 }, (_, at) => item(`${at}`, newsKinds[at % 8])),
    ]) {
      const sentence = summarize(items);
      expect(sentence.length).toBeLessThan(350);
      expect(sentence).toMatch(/^[^.]*\.$/);
      expect(sentence).not.toMatch(/\p{Cs}/u);
    }
  });
});
