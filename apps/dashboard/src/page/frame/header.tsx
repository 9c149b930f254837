import type { JSX } from 'preact';
import { SettingsButton } from '../settings/settings-panel.tsx';
import { formatDuration } from '../text/duration.ts';
import { Mark } from '../bar/mark.tsx';
import { useApp } from './context.ts';
import { Link } from './link.tsx';

export function Header(): JSX.Element {
  const { board, router } = useApp();
  return (
    <header class="top">
      <Link class="brand" href={router.url('')}>
        Batch status
      </Link>
      {board.isSimulated.value && <span class="badge">Simulated</span>}
      <Connection />
      <SettingsButton />
    </header>
  );
}

/** Whether the page hears from the server. */
function Connection(): JSX.Element {
  const { board } = useApp();
  if (!board.state.value) return <span class="connection">Connecting…</span>;
  if (!board.isCutOff.value) {
    return (
      <span class="connection">
        <Mark tone="done" /> Live
      </span>
    );
  }
  return (
    <span class="connection" data-tone="bad">
      <Mark tone="bad" /> Cut off for {formatDuration(board.sinceContact.value, 1)}
    </span>
  );
}
