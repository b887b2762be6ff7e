// LibreOffice as people use it: a file is opened in it, changed, and saved as Word.
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const LIBRARY = "user/basic/Standard";
const DTD = (root, file) => `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE ${root} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "${file}">`;

/** An own LibreOffice in a folder, so that no other of the machine is in the way. */
export const office = (folder) => {
  const profile = join(folder, "libreoffice");
  const out = join(folder, "out");
  const run = (...options) => execFileSync("soffice", [`-env:UserInstallation=file://${profile}`, "--headless", ...options], { stdio: "ignore" });
  const name = (path) => path.split("/").at(-1).replace(/\.[^.]+$/, "");
  /** The file opened, and saved as `kind` (`docx`, `pdf`). */
  const saved = (file, kind) => {
    run("--convert-to", kind, "--outdir", out, file);
    return join(out, `${name(file)}.${kind}`);
  };
  /** The file opened, some words put in place of others by the office's own search, and saved as Word. */
  const changed = (file, replacements) => {
    // The first start makes the profile; macros put there before it would be lost.
    saved(file, "docx");
    const target = join(out, `${name(file)}-sua.docx`);
    const replace = ([from, to]) => `find = document.createReplaceDescriptor()\nfind.SearchCaseSensitive = True\nfind.SearchString = ${quoted(from)}\nfind.ReplaceString = ${quoted(to)}\ndocument.replaceAll(find)`;
    macro(profile, [
      "Dim hidden(0) As New com.sun.star.beans.PropertyValue",
      'hidden(0).Name = "Hidden"',
      "hidden(0).Value = True",
      `document = StarDesktop.loadComponentFromURL(ConvertToURL(${quoted(file)}), "_blank", 0, hidden())`,
      ...replacements.map(replace),
      "Dim word(0) As New com.sun.star.beans.PropertyValue",
      'word(0).Name = "FilterName"',
      'word(0).Value = "MS Word 2007 XML"',
      `document.storeToURL(ConvertToURL(${quoted(target)}), word())`,
      "document.close(True)",
    ]);
    run("macro:///Standard.Change.Main");
    return target;
  };
  return { saved, changed };
};

const quoted = (text) => `"${text.replaceAll('"', '""')}"`;

/** Puts the macro `Standard.Change.Main` into a profile. */
const macro = (profile, lines) => {
  const folder = join(profile, LIBRARY);
  const escaped = ["Sub Main", ...lines, "End Sub", ""].join("\n").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "script.xlb"), `${DTD("library:library", "library.dtd")}<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false"><library:element library:name="Change"/></library:library>`);
  writeFileSync(join(folder, "Change.xba"), `${DTD("script:module", "module.dtd")}<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Change" script:language="StarBasic">${escaped}</script:module>`);
};
