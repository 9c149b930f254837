/** Turns the diagnostics of `@batch-status/node` into OpenTelemetry spans. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { channel, tracingChannel } from 'node:diagnostics_channel';
import type { CallEvent, CallTrace } from '@batch-status/node';
import {
  context,
  SpanKind,
  SpanStatusCode,
  trace,
  type Span,
  type Tracer,
} from '@opentelemetry/api';

/** The span of a call, and of its request in progress. */
interface Spans {
  call: Span;
  request?: Span | undefined;
}

/**
 * Creates a span for each call, with a child span for each of its requests.
 *
 * @returns A function that stops the tracing.
 */
export function traceBatchStatus(tracer: Tracer): () => void {
  const events = channel('batch-status:event');
  const calls = tracingChannel<Spans, CallTrace>('batch-status:call');
  const current = new AsyncLocalStorage<Spans>();

  calls.start.bindStore(current, ({ batchId }) => ({
    call: tracer.startSpan('getBatchStatus', { attributes: { 'batch_status.batch_id': batchId } }),
  }));

  function onEvent(message: unknown): void {
    const spans = current.getStore();
    if (!spans) return;
    const event = message as CallEvent;
    if (event.type === 'attempt') {
      spans.request = startRequest(tracer, spans.call, event);
    } else if (event.type === 'response') {
      spans.request?.setAttribute('http.response.status_code', event.status);
      endRequest(spans, event.at);
    } else if (event.type === 'retry') {
      spans.request?.setAttribute('error.type', event.reason);
      endRequest(spans, event.at);
      spans.call.addEvent('retry', { reason: event.reason, delay: event.delay }, event.at);
    } else {
      spans.call.addEvent('fault', { path: event.fault.path }, event.at);
    }
  }

  function onEnd(message: unknown): void {
    const spans = current.getStore();
    if (!spans) return;
    const { error } = message as CallTrace;
    if (error !== undefined) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'aborted';
      spans.request?.setAttribute('error.type', code);
      spans.call.setAttribute('error.type', code);
      spans.call.setStatus({ code: SpanStatusCode.ERROR });
    }
    endRequest(spans);
    spans.call.end();
  }

  events.subscribe(onEvent);
  calls.asyncEnd.subscribe(onEnd);
  return () => {
    events.unsubscribe(onEvent);
    calls.asyncEnd.unsubscribe(onEnd);
    calls.start.unbindStore(current);
  };
}

function startRequest(tracer: Tracer, call: Span, { method, path, attempt, at }: CallEvent): Span {
  const attributes = {
    'http.request.method': method,
    'url.path': path,
    ...(attempt > 1 ? { 'http.request.resend_count': attempt - 1 } : {}),
  };
  const options = { kind: SpanKind.CLIENT, startTime: at, attributes };
  return tracer.startSpan(method, options, trace.setSpan(context.active(), call));
}

function endRequest(spans: Spans, at?: number): void {
  spans.request?.end(at);
  spans.request = undefined;
}
