import { createBatchStatusClient } from '@batch-status/fetch';
import { createProxyHandler, type Authorize, type ProxyOptions } from '@batch-status/fetch/proxy';

const authorize: Authorize<Request> = async (request, batchId) => {
  const cookie = request.headers.get('cookie');
  if (cookie === null) return new Response(undefined, { status: 302 });
  return await Promise.resolve(cookie.includes(batchId));
};

const options: ProxyOptions = { authorize, shareFor: undefined, onError: (error) => void error };

/** The signature of a route of Next.js. */
export const GET: (request: Request, context: { params: Promise<object> }) => Promise<Response> =
  createProxyHandler(createBatchStatusClient(), options);
