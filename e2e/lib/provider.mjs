// A real OpenID provider on this machine.
import { createServer } from "node:http";
import Provider from "oidc-provider";

/** Starts it for one client whose browser comes back to `back`; whoever signs in is the name they type. */
export async function startProvider(client_id, client_secret, back) {
  const server = createServer();
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id, client_secret, redirect_uris: [back], response_types: ["code"], grant_types: ["authorization_code"] }],
    claims: { openid: ["sub", "preferred_username"] },
    conformIdTokenClaims: false,
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, preferred_username: sub }) }),
    pkce: { required: () => true },
    cookies: { keys: ["only for this test"] },
  });
  server.on("request", provider.callback());
  return { issuer, stop: () => new Promise((done) => { server.closeAllConnections(); server.close(done); }) };
}
