import { effect } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';

/**
 * Draws by hand whenever a signal that it reads changes. It draws for the first time before the browser
 * paints: an effect after that would move what is below.
 */
export function useDrawing(draw: () => void, inputs: readonly unknown[]): void {
  useLayoutEffect(() => effect(draw), inputs);
}
