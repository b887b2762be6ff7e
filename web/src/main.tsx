import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { lang, ready } from "./messages";
import { register } from "./offline/version";
import "./ui/fonts.css";
import "./ui/tokens.css";
import "./ui/base.css";
import "./ui/controls.css";
import "./ui/surfaces.css";

register();
const root = document.getElementById("root");
void ready.then(() => {
  document.documentElement.lang = lang();
  if (root) createRoot(root).render(<StrictMode><App /></StrictMode>);
});
