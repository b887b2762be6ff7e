//! Signing in through an OpenID provider. Accounts are linked by the administrator, never made here.

use super::locks;
use crate::session::{Visitor, hash, secret};
use crate::view::{SessionView, SignInView};
use crate::{App, Token, Trouble};
use model::{Account, Refusal, RefusalCode};
use oidc::{Error, Provider, Secrets};
use std::sync::Arc;
use store::OidcRequest;

/// Seconds that a person may take at the provider.
const PATIENCE: i64 = 600;

/// Where to send the browser, and the secret that it keeps meanwhile.
pub struct Redirect {
    /// The provider's page.
    pub address: String,
    /// For a cookie.
    pub browser: String,
}

impl App {
    /// What the sign-in page shows.
    pub async fn sign_in_view(&self) -> SignInView {
        let service = self.0.provider.get().map(|p| p.label().to_owned());
        SignInView { service, mails: self.mails().await }
    }

    /// Begins a sign-in through the provider; `target` is the page to go on to.
    ///
    /// # Errors
    /// `not-found` without a provider, `service-failed`.
    pub async fn begin_service(&self, target: &str) -> Result<Redirect, Trouble> {
        let (provider, state, browser) = (self.provider()?, secret()?, secret()?);
        let (nonce, verifier) = (secret()?, secret()?);
        let request = OidcRequest {
            browser_hash: hash(&browser),
            nonce: nonce.clone(),
            verifier: verifier.clone(),
            target: own_page(target).to_owned(),
            expires_at: self.now() + PATIENCE,
        };
        self.store().drop_expired(self.now(), self.now() - locks::REMEMBERED).await?;
        self.store().put_oidc_request(&hash(&state), &request).await?;
        let asked = move || provider.begin(Secrets { state: &state, nonce: &nonce, verifier: &verifier });
        Ok(Redirect { address: waiting(asked).await?, browser })
    }

    /// Ends a sign-in through the provider: the session, and the page to go on to.
    ///
    /// # Errors
    /// `service-failed` when the answer is not one to this browser's request or is not to be trusted, `not-linked`,
    /// `account-idle`.
    pub async fn finish_service(
        &self,
        browser: &str,
        state: &str,
        code: &str,
        visitor: Visitor,
    ) -> Result<(SessionView, Token, String), Trouble> {
        let provider = self.provider()?;
        let request = self.store().take_oidc_request(&hash(state), self.now()).await?;
        let request =
            request.filter(|r| r.browser_hash == hash(browser)).ok_or(RefusalCode::ServiceFailed)?;
        let OidcRequest { nonce, verifier, target, .. } = request;
        let (code, state) = (code.to_owned(), state.to_owned());
        let asked = move || {
            let secrets = Secrets { state: &state, nonce: &nonce, verifier: &verifier };
            // The provider's token tells the real time, whatever calendar the place keeps.
            provider.finish(&code, secrets, crate::Clock::real().now().as_second())
        };
        let subject = waiting(asked).await?;
        let account = self.linked(&subject).await?;
        self.not_idle(&account).await?;
        let (view, token) = self.begin_session(&account, visitor).await?;
        Ok((view, token, target))
    }

    async fn linked(&self, subject: &str) -> Result<Account, Trouble> {
        let book = self.book().await;
        let mut found = book.accounts.values().filter(|a| a.active && a.subject.as_deref() == Some(subject));
        let account = found.next().cloned();
        Ok(account.ok_or_else(|| Refusal::of(RefusalCode::NotLinked, subject))?)
    }

    fn provider(&self) -> Result<Arc<Provider>, Trouble> {
        Ok(self.0.provider.get().cloned().ok_or_else(|| crate::not_found("dịch vụ đăng nhập"))?)
    }
}

/// A page of ours; an address elsewhere is none.
fn own_page(target: &str) -> &str {
    let own = target.starts_with('/') && !target.starts_with("//") && !target.contains(['\\', '\r', '\n']);
    if own { target } else { "/" }
}

/// Asks the provider off the threads that answer. What went wrong is for the log, not for the person.
async fn waiting<T: Send + 'static>(
    ask: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Trouble> {
    let answer = tokio::task::spawn_blocking(ask).await.map_err(|e| Trouble::Defect(e.to_string()))?;
    answer.map_err(|error| {
        tracing::warn!("signing in through the service failed: {error}");
        RefusalCode::ServiceFailed.into()
    })
}

#[cfg(test)]
mod tests {
    use super::own_page;

    #[test]
    fn nobody_is_sent_on_to_another_site() {
        for (target, page) in [
            ("/work", "/work"),
            ("/rounds/2021-Q2?x=1#y", "/rounds/2021-Q2?x=1#y"),
            ("//evil.example", "/"),
            ("https://evil.example", "/"),
            ("/\\evil.example", "/"),
            ("/a\r\nset-cookie: x", "/"),
            ("", "/"),
        ] {
            assert_eq!(own_page(target), page, "{target}");
        }
    }
}
