import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { useApp } from '../frame/context.ts';

/** Adds batches by their ids, one per line. */
export function AddBatches(): JSX.Element {
  const { followAll } = useApp();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const text = useSignal('');
  const problem = useSignal('');
  const isSending = useSignal(false);

  const add = async (): Promise<void> => {
    const ids = text.value.split('\n').filter((line) => line !== '');
    isSending.value = true;
    problem.value = ids.length === 0 ? 'Enter the id of a batch.' : await followAll(ids, true);
    isSending.value = false;
    if (problem.value === '') text.value = '';
    field.current?.focus();
  };

  return (
    <form
      class="add"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <label for={id}>Add batches</label>
      <textarea
        id={id}
        ref={field}
        rows={1}
        value={text}
        placeholder="One id per line"
        spellcheck={false}
        autocomplete="off"
        autocapitalize="none"
        aria-invalid={problem.value !== ''}
        aria-describedby={`${id}-problem`}
        onInput={(event) => (text.value = event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          event.currentTarget.form?.requestSubmit();
        }}
      />
      <button type="submit" disabled={isSending}>
        Follow
      </button>
      <p class="problem" id={`${id}-problem`}>
        {problem}
      </p>
    </form>
  );
}
