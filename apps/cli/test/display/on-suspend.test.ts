import { expect, test } from 'vitest';
import { onSuspend } from '../../src/terminal/on-suspend.ts';

test('a display gives the cursor back before Ctrl-Z stops the process, and draws afterwards', () => {
  const events: string[] = [];
  const note = (event: string) => (): void => void events.push(event);
  const ignore = onSuspend(note('pause'), note('resume'), note('stop'));
  process.emit('SIGTSTP');
  process.emit('SIGCONT');
  expect(events).toEqual(['pause', 'stop', 'resume']);
  ignore();
  expect([process.listenerCount('SIGTSTP'), process.listenerCount('SIGCONT')]).toEqual([0, 0]);
});
