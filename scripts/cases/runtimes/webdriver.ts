/** A page that a WebDriver has opened. */
export interface DrivenPage {
  /** Ends the browser. */
  close: () => Promise<void>;
}

/** Waits until the driver listens, and opens a page in a new browser. */
export async function openPage(
  driverUrl: string,
  browser: string,
  url: string,
): Promise<DrivenPage> {
  await ready(driverUrl);
  const alwaysMatch = { 'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] } };
  const { sessionId } = await send<{ sessionId: string }>(driverUrl, '/session', {
    capabilities: { alwaysMatch },
  });
  const session = `/session/${sessionId}`;
  await send(driverUrl, `${session}/url`, { url });
  return {
    async close() {
      await fetch(`${driverUrl}${session}`, { method: 'DELETE' }).catch(() => undefined);
    },
  };
}

/** Sends a command of https://www.w3.org/TR/webdriver2/. */
async function send<T>(driverUrl: string, path: string, body: object): Promise<T> {
  const response = await fetch(`${driverUrl}${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  const { value } = (await response.json()) as { value: T & { message?: string } };
  if (!response.ok) throw new Error(`The driver refused ${path}: ${value.message}`);
  return value;
}

/** The driver does not say when it listens, so it is asked until it answers. */
async function ready(driverUrl: string): Promise<void> {
  for (;;) {
    const response = await fetch(`${driverUrl}/status`).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
