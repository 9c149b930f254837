export { maskBatch, maskNumbersIn } from './mask-batch.ts';
