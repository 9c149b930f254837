import { SpanStatusCode } from '@opentelemetry/api';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace-base';
import { expect, inject, onTestFinished, test } from 'vitest';
import { traceBatchStatus } from '../examples/opentelemetry-spans.ts';
import { createBatchStatusClient, type BatchStatusClient } from '../src/index.ts';

function start(): { client: BatchStatusClient; spans: () => ReadableSpan[]; end: () => void } {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  const end = traceBatchStatus(provider.getTracer('test'));
  const client = createBatchStatusClient({
    baseUrl: inject('faultServerUrl'),
    apiKey: 'a-key',
    workspaceId: 'a-workspace',
    retry: { baseDelay: 1, attempts: 2 },
  });
  onTestFinished(async () => {
    end();
    await client.close();
    await provider.shutdown();
  });
  return { client, spans: () => exporter.getFinishedSpans(), end };
}

/** The span of a call, and the spans of its requests. */
function familyOf(batchId: string, spans: ReadableSpan[]): [ReadableSpan, ReadableSpan[]] {
  const call = spans.find(({ attributes }) => attributes['batch_status.batch_id'] === batchId)!;
  const { spanId } = call.spanContext();
  return [call, spans.filter(({ parentSpanContext }) => parentSpanContext?.spanId === spanId)];
}

test('a call is a span, and each of its requests is a child span', async () => {
  const { client, spans } = start();
  // After the first response, a retry is certain.
  const ids = ['good~spans', 'reset-before~spans', 'odd-optional-members~spans'];
  await Promise.allSettled(ids.map((id) => client.getBatchStatus(id)));

  const [good, [request, ...more]] = familyOf(ids[0]!, spans());
  expect(good).toMatchObject({ name: 'getBatchStatus', status: { code: SpanStatusCode.UNSET } });
  expect(more).toEqual([]);
  expect(request?.attributes).toEqual({
    'http.request.method': 'GET',
    'url.path': '/v1/api/batch-calls/good~spans/status',
    'http.response.status_code': 200,
  });

  const [failed, requests] = familyOf(ids[1]!, spans());
  expect(failed.status).toEqual({ code: SpanStatusCode.ERROR });
  expect(failed.attributes).toMatchObject({ 'error.type': 'network' });
  expect(failed.events.map(({ name }) => name)).toContain('retry');
  expect(requests.map(({ attributes }) => attributes['error.type'])).toEqual(
    requests.map(() => 'network'),
  );
  expect(requests.length).toBeGreaterThanOrEqual(2);
  expect(requests[1]?.attributes).toMatchObject({ 'http.request.resend_count': 1 });

  const [odd] = familyOf(ids[2]!, spans());
  expect(odd.events.map(({ attributes }) => attributes?.['path'])).toContain('/startTime');
});

test('an aborted call ends its spans, and no span is created after the tracing has stopped', async () => {
  const { client, spans, end } = start();
  const id = `no-response~${crypto.randomUUID()}`;
  const abort = new AbortController();
  const pending = client.getBatchStatus(id, { signal: abort.signal });
  await fetch(`${inject('faultServerUrl')}/arrived?${id}`);
  abort.abort();
  await expect(pending).rejects.toBeDefined();
  const [call, requests] = familyOf(id, spans());
  expect(call.status).toEqual({ code: SpanStatusCode.ERROR });
  expect(requests).toHaveLength(1);
  const before = spans().length;
  end();
  await client.getBatchStatus('good~untraced');
  expect(spans()).toHaveLength(before);
});
