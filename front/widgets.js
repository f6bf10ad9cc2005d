// A page's front end without JupyterLab: its kernel's socket, the widget manager, and the widgets.
import { KernelConnection, ServerConnection } from "@jupyterlab/services";
import { ManagerBase } from "@jupyter-widgets/base-manager";
import * as base from "@jupyter-widgets/base";
import * as controls from "@jupyter-widgets/controls";
import { Widget } from "@lumino/widgets";
import makeAnywidget from "anywidget";
import style from "style";

const VIEW = "application/vnd.jupyter.widget-view+json";
const OUTPUT = 'script[type="application/vnd.voila.cell-output+json"]';
const MODULES = { "@jupyter-widgets/base": base, "@jupyter-widgets/controls": controls, anywidget: makeAnywidget(base) };

class Manager extends ManagerBase {
  lacking = null; // the first widget that there is no code for here

  constructor(kernel) {
    super();
    this.kernel = kernel;
    kernel.registerCommTarget(this.comm_target_name, (comm, message) => this.handle_comm_open(new base.shims.services.Comm(comm), message));
  }

  async loadClass(name, module) {
    const found = MODULES[module]?.[name];
    if (found) return found;
    this.lacking ??= new Error(`there is no ${name} of ${module} here`);
    throw this.lacking;
  }

  async _create_comm(target, id, data, metadata, buffers) {
    const comm = this.kernel.createComm(target, id);
    if (data || metadata) comm.open(data, metadata, buffers);
    return new base.shims.services.Comm(comm);
  }

  async _get_comm_info() {
    const { content } = await this.kernel.requestCommInfo({ target_name: this.comm_target_name });
    return content.status === "ok" ? content.comms : {};
  }

  async load() {
    await this._loadFromKernel();
    if (this.lacking) throw this.lacking;
  }
}

function connected({ baseUrl, kernelId, token = "" }) {
  const http = new URL(baseUrl, location.href).href;
  const serverSettings = ServerConnection.makeSettings({ baseUrl: http, wsUrl: http.replace(/^http/, "ws"), token });
  return new KernelConnection({ model: { id: kernelId, name: "python3" }, serverSettings });
}

/** A page that is left for good ends its kernel, as Voila's own does. */
function endWithPage({ baseUrl, kernelId }) {
  addEventListener("pagehide", ({ persisted }) => {
    if (persisted) return;
    const form = new FormData();
    form.append("_xsrf", document.cookie.match(/\b_xsrf=([^;]*)/)?.[1] ?? "");
    navigator.sendBeacon(new URL(`${baseUrl}voila/api/shutdown/${kernelId}`, location.href), form);
  });
}

async function view(manager, script) {
  const root = JSON.parse(script.textContent).data[VIEW].model_id;
  return [script, await manager.create_view(await manager.get_model(root))];
}

function attach([script, { luminoWidget }]) {
  const place = document.createElement("div");
  place.className = "lm-Widget lm-Panel jp-OutputArea-output";
  script.replaceWith(place);
  Widget.attach(luminoWidget, place);
}

async function main() {
  const config = JSON.parse(document.getElementById("jupyter-config-data").textContent);
  document.head.append(Object.assign(document.createElement("style"), { textContent: style }));
  const kernel = connected(config);
  try {
    const manager = new Manager(kernel);
    await kernel.info;
    await manager.load();
    const views = await Promise.all([...document.querySelectorAll(OUTPUT)].map((script) => view(manager, script)));
    views.forEach(attach);
    endWithPage(config);
    // what has changed while the line was broken
    kernel.connectionStatusChanged.connect((_kernel, status) => status === "connected" && manager.load());
  } catch (error) {
    console.warn(error);
    kernel.dispose();
    globalThis.cycleKitFirst.instead();
  }
}

main();
