import { Component, type ReactNode } from "react";
import { t } from "../messages";
import { Button, Empty } from "../ui";

/** Keeps a fault of one page from blanking the screen. `resetKey` changes when the person goes elsewhere. */
export class ErrorBoundary extends Component<{ children: ReactNode; resetKey?: string }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidUpdate(before: { resetKey?: string }) {
    if (this.state.failed && before.resetKey !== this.props.resetKey) this.setState({ failed: false });
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <Empty icon="error" title={t("app.crash")} action={<Button look="primary" onClick={() => window.location.reload()}>{t("app.reload")}</Button>}>
        {t("app.crashHint")}
      </Empty>
    );
  }
}
