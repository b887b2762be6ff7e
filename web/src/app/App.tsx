import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useLocation } from "wouter";
import { ApiError } from "../api";
import { useLang, wordsInside } from "../messages";
import { LoadError, Skeleton } from "../ui";
import { ErrorBoundary } from "./ErrorBoundary";
import { noticeLostSession, SESSION, SessionContext, useSessionQuery } from "./session";

const SignIn = lazy(() => import("../pages/signin/SignIn"));
const Inside = lazy(() => Promise.all([import("./Inside"), wordsInside()]).then(([inside]) => inside));
const Start = lazy(() => import("../pages/start/Start"));

const client: QueryClient = new QueryClient({
  defaultOptions: {
    // A page asks whatever the browser thinks of the line; what it cannot get it has kept, or it says so.
    mutations: { networkMode: "always" },
    queries: {
      networkMode: "always",
      staleTime: 5_000,
      // A refusal will be the same next time; only a lost line or a failing server is worth another try.
      retry: (count, error) => count < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 500),
    },
  },
  queryCache: new QueryCache({ onError: (error, query) => query.queryKey[0] !== SESSION[0] && noticeLostSession(client, error) }),
  mutationCache: new MutationCache({ onError: (error, _sent, _context, mutation) => mutation.options.mutationKey?.[0] !== SESSION[0] && noticeLostSession(client, error) }),
});

function Root() {
  useLang();
  const [path] = useLocation();
  if (path === "/start") return <Suspense fallback={null}><Start /></Suspense>;
  return <Door />;
}

function Door() {
  const session = useSessionQuery();
  if (session.data) {
    return (
      <SessionContext value={session.data}>
        <Suspense fallback={<main className="alone"><Skeleton /></main>}>
          <Inside />
        </Suspense>
      </SessionContext>
    );
  }
  if (session.error instanceof ApiError && session.error.status === 401) {
    return <Suspense fallback={null}><SignIn /></Suspense>;
  }
  if (session.error) return <main className="alone"><LoadError error={session.error} onRetry={() => void session.refetch()} /></main>;
  return <main className="alone"><Skeleton /></main>;
}

export function App() {
  return (
    <ErrorBoundary>
      <QueryClientProvider client={client}>
        <Root />
      </QueryClientProvider>
    </ErrorBoundary>
  );
}
