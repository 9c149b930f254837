import type { ReadonlySignal } from '@preact/signals';
import type { JSX } from 'preact';
import { BatchPage } from '../batch/batch-page.tsx';
import { CapacityDialog } from '../follow/capacity-dialog.tsx';
import { Overview } from '../overview/overview.tsx';
import { Banners } from './banners.tsx';
import { AppContext, type App } from './context.ts';
import { Header } from './header.tsx';

/** @param sentence What a screen reader says. */
export function AppView({
  app,
  sentence,
}: {
  app: App;
  sentence: ReadonlySignal<string>;
}): JSX.Element {
  const place = app.router.place.value;
  return (
    <AppContext.Provider value={app}>
      <Header />
      <main>
        <Banners />
        {place.page === 'overview' ? (
          <Overview />
        ) : (
          <BatchPage key={place.batchId} batchId={place.batchId} />
        )}
      </main>
      {app.excess.value && <CapacityDialog excess={app.excess.value} />}
      <p class="spoken" role="status" aria-live="polite">
        {sentence}
      </p>
    </AppContext.Provider>
  );
}
