import { effect, signal, type Signal } from '@preact/signals';

export type Theme = 'system' | 'light' | 'dark';

/** What a viewer has chosen. It stays in the browser. */
export interface Settings {
  theme: Signal<Theme>;
  /** The share of failed calls beyond which a batch counts as failing. */
  threshold: Signal<number>;
  /** Whether the browser shows notifications. */
  notify: Signal<boolean>;
}

const key = 'batch-status-dashboard';
const themes: readonly unknown[] = ['system', 'light', 'dark'] satisfies Theme[];

/** Reads the settings, and keeps them when they change. Without a storage, they last as long as the page. */
export function openSettings(): Settings {
  const stored = read();
  const { theme, threshold, notify } = stored;
  const settings: Settings = {
    theme: signal(themes.includes(theme) ? (theme as Theme) : 'system'),
    threshold: signal(
      typeof threshold === 'number' && threshold > 0 && threshold <= 1 ? threshold : 0.25,
    ),
    notify: signal(notify === true),
  };
  effect(() => {
    write({
      theme: settings.theme.value,
      threshold: settings.threshold.value,
      notify: settings.notify.value,
    });
  });
  return settings;
}

function read(): Record<string, unknown> {
  try {
    return { ...(JSON.parse(localStorage.getItem(key) ?? '{}') as object) };
  } catch {
    return {};
  }
}

function write(settings: object): void {
  try {
    localStorage.setItem(key, JSON.stringify(settings));
  } catch {
    // Some browsers refuse to store anything in a private window.
  }
}
