// A small server between the browser and the program, that may change what comes back.
import { createServer, request } from "node:http";

/** Stands in front of `url`; `change(path, body)` says what becomes of a text answer, undefined = as it came. */
export async function between(url, change) {
  const server = createServer((asked, answer) => {
    const { host, origin, "if-none-match": _known, ...headers } = asked.headers;
    const on = request(new URL(asked.url, url), { method: asked.method, headers: { ...headers, host: new URL(url).host, ...(origin && { origin: url }), "accept-encoding": "identity" } }, (came) => {
      const chunks = [];
      const changed = /javascript|html/.test(came.headers["content-type"] ?? "");
      if (!changed) {
        answer.writeHead(came.statusCode, came.headers);
        return came.pipe(answer);
      }
      came.on("data", (chunk) => chunks.push(chunk));
      came.on("end", () => {
        const body = Buffer.concat(chunks).toString();
        const now = change(asked.url, body) ?? body;
        const { "content-length": _, ...rest } = came.headers;
        answer.writeHead(came.statusCode, rest);
        answer.end(now);
      });
    });
    on.on("error", () => answer.destroy());
    asked.on("aborted", () => on.destroy());
    asked.pipe(on);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { url: `http://127.0.0.1:${server.address().port}`, stop: () => new Promise((done) => { server.closeAllConnections(); server.close(done); }) };
}
