// A mail server on loopback that keeps what it takes.
import { SMTPServer } from "smtp-server";

/** Letters as they came, each with its sender and receivers. */
export async function mailbox({ user, password } = {}) {
  const letters = [];
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS", ...(user ? [] : ["AUTH"])],
    authOptional: !user,
    allowInsecureAuth: true,
    onAuth: (auth, _session, done) => (auth.username === user && auth.password === password ? done(null, { user }) : done(new Error("Sai ten hoac mat khau"))),
    onData(stream, session, done) {
      const parts = [];
      stream.on("data", (part) => parts.push(part));
      stream.on("end", () => {
        letters.push({ from: session.envelope.mailFrom.address, to: session.envelope.rcptTo.map((one) => one.address), raw: Buffer.concat(parts).toString("utf8") });
        done();
      });
    },
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { port: server.server.address().port, letters, close: () => new Promise((resolve) => server.close(resolve)) };
}

/** A header as people read it. */
export function header(letter, name) {
  const [head] = letter.raw.split("\r\n\r\n");
  const unfolded = head.replace(/\r\n[ \t]+/g, " ");
  const line = unfolded.split("\r\n").find((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}: `)) ?? "";
  const bytes = (charset, text) => new TextDecoder(charset).decode(text);
  const q = (text) => Buffer.from(text.replaceAll("_", " ").replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))), "latin1");
  return line
    .slice(name.length + 2)
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?([^?]+)\?([bq])\?([^?]*)\?=/gi, (_, charset, how, text) => bytes(charset, /b/i.test(how) ? Buffer.from(text, "base64") : q(text)));
}

/** The words of a plain letter. */
export function words(letter) {
  const [head, ...rest] = letter.raw.split("\r\n\r\n");
  const body = rest.join("\r\n\r\n");
  if (/content-transfer-encoding: base64/i.test(head)) return Buffer.from(body, "base64").toString("utf8");
  if (/quoted-printable/i.test(head)) {
    const joined = body.replace(/=\r\n/g, "").replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
    return Buffer.from(joined, "latin1").toString("utf8");
  }
  return body;
}
