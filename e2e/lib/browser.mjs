// Chromium, and a person at it.
import { chromium } from "playwright-core";

const QUIET = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];
export const DESK = { width: 1366, height: 768 };
export const PHONE = { width: 390, height: 844 };

export const open = () =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", headless: true, args: QUIET });

/**
 * A person with a window of their own. `complaints` gathers what no page may do: errors on the console, faults of the
 * server, requests to other hosts.
 */
export async function person(browser, url, viewport = DESK) {
  const context = await browser.newContext({ viewport, baseURL: url, locale: "vi-VN", timezoneId: "Asia/Ho_Chi_Minh", acceptDownloads: true });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const complaints = [];
  const at = () => new URL(page.url()).pathname;
  page.on("pageerror", (error) => complaints.push(`${at()}: ${error.message}`));
  page.on("console", (message) => {
    // Chromium itself writes a line for every answer that is a refusal; those are the server's to give.
    if (message.type() === "error" && !/Failed to load resource.*(401|403|404|409|422)/.test(message.text())) complaints.push(`${at()}: ${message.text()}`);
  });
  page.on("request", (request) => {
    const host = new URL(request.url());
    if (/^https?:$/.test(host.protocol) && host.origin !== url) complaints.push(`${at()}: asked ${request.url()}`);
  });
  page.on("response", (response) => response.status() >= 500 && complaints.push(`${at()}: ${response.status()} ${response.url()}`));
  return { context, page, complaints };
}

/** Signs in through the page. */
export async function signIn(page, name, password) {
  await page.goto("/");
  await page.getByLabel("Tên đăng nhập").fill(name);
  await page.getByLabel("Mật khẩu").fill(password);
  await page.getByRole("button", { name: "Đăng nhập" }).click();
  await page.getByRole("navigation", { name: "Trình đơn" }).waitFor();
}

/** What the server says, asked with the session of the page. */
export async function ask(page, path) {
  const response = await page.request.get(path);
  if (!response.ok()) throw new Error(`${path}: ${response.status()} ${await response.text()}`);
  return response.json();
}

/** Nothing may wait behind a spinner any more. */
export async function settled(page) {
  await page.waitForLoadState("networkidle");
  await page.locator(".skeleton").first().waitFor({ state: "detached" });
}

/** Looks again and again until `holds`, or says what did not come true. */
export async function until(holds, what, patience = 20_000) {
  for (const end = Date.now() + patience; Date.now() < end; ) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new Error(`not so after ${patience} ms: ${what}`);
}
