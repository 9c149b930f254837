import type { ErrorCode } from '@batch-status/node';

/** Errors that concern the batch or the viewer's input, so only a person can decide to try again. */
const final: ReadonlySet<ErrorCode> = new Set(['not_found', 'forbidden', 'invalid_argument']);

export const isFinal = ({ code }: { code: ErrorCode }): boolean => final.has(code);

/** The service does not accept the key. This concerns all batches. */
export const isKeyRefused = ({ code }: { code: ErrorCode }): boolean => code === 'unauthorized';
