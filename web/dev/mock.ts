import type { Plugin } from "vite";

/** Answers every API request with 404 until the mock knows more. */
export function mock(): Plugin {
  return {
    name: "mock",
    configureServer(server) {
      server.middlewares.use("/api", (_request, response) => {
        response.statusCode = 401;
        response.setHeader("content-type", "application/json");
        response.end(JSON.stringify({ code: "sign-in-first", vi: "Bạn chưa đăng nhập.", en: "You are not signed in." }));
      });
    },
  };
}
