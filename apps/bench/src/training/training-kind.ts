import type { Draw } from './draw.ts';
import type { Script } from './run-script.ts';

export interface TrainingKind {
  /** Whether what a client sees predicts the end. */
  predictable: boolean;
  script: (draw: Draw) => Script;
}
