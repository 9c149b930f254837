import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useApp } from '../frame/context.ts';
import type { Theme } from './settings.ts';

const themes: readonly (readonly [Theme, string])[] = [
  ['system', 'Same as system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
];

/** A button, and the panel that it opens. */
export function SettingsButton(): JSX.Element {
  const { settings } = useApp();
  return (
    <>
      <button type="button" class="settings-button" popovertarget="settings">
        Settings
      </button>
      <div id="settings" popover="auto" class="settings" role="dialog" aria-label="Settings">
        <label class="field">
          <span>Theme</span>
          <select
            value={settings.theme}
            onChange={(event) => (settings.theme.value = event.currentTarget.value as Theme)}
          >
            {themes.map(([theme, label]) => (
              <option key={theme} value={theme}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>Needs attention above this percentage of failed calls</span>
          <input
            type="number"
            min={1}
            max={100}
            step={1}
            value={Math.round(settings.threshold.value * 100)}
            onChange={(event) => {
              const percent = event.currentTarget.valueAsNumber;
              if (percent >= 1 && percent <= 100) settings.threshold.value = percent / 100;
            }}
          />
        </label>
        <Notifications />
      </div>
    </>
  );
}

/** Asks for the permission only when someone wants notifications. */
function Notifications(): JSX.Element {
  const { settings } = useApp();
  const problem = useSignal('');
  const change = async (isWanted: boolean): Promise<void> => {
    problem.value = '';
    settings.notify.value = isWanted;
    if (!isWanted) return;
    if (typeof Notification === 'undefined' || !isSecureContext) {
      problem.value = 'Browsers show notifications only for pages on localhost or with HTTPS.';
    } else if ((await Notification.requestPermission()) !== 'granted') {
      problem.value = 'The browser blocks notifications. Allow them in its settings for this site.';
    }
    if (problem.value !== '') settings.notify.value = false;
  };
  return (
    <div>
      <label class="check">
        <input
          type="checkbox"
          checked={settings.notify}
          aria-describedby="notify-problem"
          onChange={(event) => void change(event.currentTarget.checked)}
        />
        <span>Notify me when a batch ends, stalls, or fails too often</span>
      </label>
      <p class="problem" id="notify-problem">
        {problem}
      </p>
    </div>
  );
}
