import { fileURLToPath } from 'node:url';

// What other packages measure the dashboard with.
export { serveBoard, type BoardServer } from './page/board-server.ts';
export { boardBatch, boardOf, serverNow } from './page/boards.ts';
export { buildByHand } from './load/by-hand/build-by-hand.ts';

/** The program that serves a dashboard under load: see its own comment. */
export const loadProgram: string = fileURLToPath(new URL('load/serve-load.ts', import.meta.url));
