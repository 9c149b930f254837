import { effect } from '@preact/signals';
import { countOf } from '../text/numbers.ts';
import type { App } from '../frame/context.ts';
import type { ReadonlySignal } from '@preact/signals';

export interface Icons {
  calm: string;
  attention: string;
  cutOff: string;
}

/** Shows in the title and the icon of the tab how things are. */
export function showMood(
  { board, views, router }: Pick<App, 'board' | 'views' | 'router'>,
  icons: Icons,
  unseen: ReadonlySignal<string>,
): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  effect(() => {
    const attention = views.list.value.filter(({ reason }) => reason !== undefined).length;
    const isCutOff = board.isCutOff.value;
    const place = router.place.value;
    const page = place.page === 'batch' ? place.batchId.slice(0, 60) : 'Batches';
    const mood = moodOf(isCutOff, attention);
    document.title = [unseen.value || mood, page, 'Batch status'].filter(Boolean).join(' · ');
    document.documentElement.toggleAttribute('data-cut-off', isCutOff);
    const icon = isCutOff ? icons.cutOff : attention > 0 ? icons.attention : icons.calm;
    if (link && link.href !== icon) link.href = icon;
  });
}

function moodOf(isCutOff: boolean, attention: number): string {
  if (isCutOff) return 'Cut off';
  return attention > 0 ? countOf(attention, 'needs attention', 'need attention') : '';
}
