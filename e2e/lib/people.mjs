// Making people as an administrator does, and signing in as they do.
import { createHmac } from "node:crypto";

/** The code that a device shows for a secret in base 32 (RFC 6238), `ahead` steps from now. */
export function codeOf(secret, ahead = 0) {
  const bits = [...secret.replaceAll(" ", "")].map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const hash = createHmac("sha1", key).update(step).digest();
  const number = hash.readUInt32BE(hash.at(-1) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

/** Makes an account through the API with the administrator's page, and its first password through the one-time link. */
export async function makePerson(adminPage, name, account, password) {
  const send = async (method, path, data) => {
    const response = await adminPage.request[method](path, data ? { data } : {});
    if (!response.ok()) throw new Error(`${path}: ${response.status()} ${await response.text()}`);
    return response.json();
  };
  await send("put", `/api/accounts/${name}`, account);
  const { token } = await send("post", `/api/accounts/${name}/link`);
  // Without the administrator's cookies: choosing a password signs in.
  const chosen = await fetch(new URL("/api/link/password", adminPage.url()), { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ token, password }) });
  if (!chosen.ok) throw new Error(`choosing a password: ${chosen.status} ${await chosen.text()}`);
}
