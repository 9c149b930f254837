import { useComputed } from '@preact/signals';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { Bar } from '../bar/bar.tsx';
import type { BatchView } from '../board/batch-view.ts';
import { AskAgain } from '../follow/ask-again.tsx';
import { useApp } from '../frame/context.ts';
import { Link } from '../frame/link.tsx';
import { rowTexts } from './row-texts.ts';

/** A batch in the overview. It is drawn once; after that, each text changes by itself. */
export function Row({ view }: { view: BatchView }): JSX.Element {
  const { router } = useApp();
  const texts = useMemo(() => rowTexts(view), [view]);
  const failing = useComputed(() => (texts.isFailing.value ? 'failing' : undefined));
  const old = useComputed(() => (texts.isOld.value ? 'old' : undefined));
  return (
    <div role="row" class="row" data-batch={view.batchId} data-tone={texts.tone}>
      <div role="cell" class="cell-id">
        <Link href={router.batchUrl(view.batchId)}>
          <bdi>{view.batchId}</bdi>
        </Link>
      </div>
      <div role="cell" class="cell-state">
        <svg class="mark" viewBox="0 0 16 16" aria-hidden="true">
          <path d={texts.shape} />
        </svg>
        <span class="label">{texts.label}</span>
        <span class="advice" title={texts.advice}>
          {texts.advice}
        </span>
      </div>
      <div role="cell" class="cell-bar">
        <Bar view={view} />
      </div>
      <div role="cell" class="cell-counts">
        {texts.counts}
      </div>
      <div role="cell" class="cell-failed" data-flag={failing}>
        {texts.failed}
      </div>
      <div role="cell" class="cell-rate">
        {texts.rate}
      </div>
      <div role="cell" class="cell-left">
        <span class="likely">{texts.left}</span> <span class="range">{texts.range}</span>
      </div>
      <div role="cell" class="cell-age" data-flag={old}>
        {texts.age}
        <AskAgain view={view} />
      </div>
    </div>
  );
}
