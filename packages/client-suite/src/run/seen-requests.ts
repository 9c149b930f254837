/** A request as the fault server lists it. */
export interface ListedRequest {
  path: string;
  headers: Readonly<Record<string, string>>;
  /** When it arrived, in milliseconds since any fixed moment. */
  at: number;
}

/** The requests that the fault server has received for a batch. */
export async function seenRequests(serverUrl: string, id: string): Promise<ListedRequest[]> {
  const response = await fetch(`${serverUrl}/seen?${encodeURIComponent(id)}`);
  return (await response.json()) as ListedRequest[];
}

/** Resolves once the server has received as many requests for a batch. */
export async function arrived(serverUrl: string, id: string, count: number): Promise<void> {
  const response = await fetch(`${serverUrl}/arrived?${encodeURIComponent(id)}&${count}`);
  await response.text();
}
