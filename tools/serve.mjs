// Serves a folder over HTTP, for looking at the article page and for the browser tests:
//   node tools/serve.mjs [--port 8080] [--root .]

import { once } from "node:events";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import sirv from "sirv";

/** The root of the checkout: the article page reaches for ../pkg/, so it is what is served. */
export const CHECKOUT = fileURLToPath(new URL("..", import.meta.url));

// Ports tried after a taken one. Twenty taken in a row means that something else is wrong.
const MAX_NEXT_PORTS = 20;

/**
 * @typedef {object} Served
 * @property {string} origin the address without a slash at its end, such as `http://localhost:8080`
 * @property {number} port
 * @property {() => Promise<void>} close stops listening and drops what is open
 */

/**
 * Serves `root` on this machine alone, each file as it is on the disk at that moment.
 *
 * @param {object} [options]
 * @param {string} [options.root] the folder; default: the checkout
 * @param {number} [options.port] the next free one is taken where it is in use; 0, the default, is any free port
 * @param {(request: import("node:http").IncomingMessage, response: import("node:http").ServerResponse) => boolean} [options.before]
 *   asked before the folder is; true where it answers the request itself
 * @returns {Promise<Served>}
 * @throws {Error} when no port is free or listening is refused
 */
export async function serve({ root = CHECKOUT, port = 0, before = () => false } = {}) {
  // In development mode sirv looks at the disk for each request instead of listing the folder once.
  const files = sirv(root, {
    dev: true,
    etag: false,
    setHeaders: (response) => {
      response.setHeader("Cache-Control", "no-store");
      // A frame with the attribute sandbox is from nowhere, also for the server that it came from.
      response.setHeader("Access-Control-Allow-Origin", "*");
    },
  });
  const server = createServer((request, response) => {
    if (before(request, response)) return;
    const [path = "/", query] = (request.url ?? "/").split("?", 2);
    // The page's relative addresses only work below a slash.
    if (path === "/" || path === "/www") {
      response.writeHead(302, { Location: query === undefined ? "/www/" : `/www/?${query}` });
      response.end();
      return;
    }
    // Browsers ask for it on their own account; a page that names no icon has done nothing wrong.
    if (path === "/favicon.ico") {
      response.writeHead(204);
      response.end();
      return;
    }
    const notFound = () => {
      response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" });
      response.end(`there is no ${path}\n`);
    };
    // sirv hides such names only outside its development mode; .git is nobody's business.
    if (/\/(\.|%2e)/i.test(path)) notFound();
    else files(request, response, notFound);
  });

  const taken = await listen(server, port);
  return {
    origin: `http://localhost:${taken}`,
    port: taken,
    close: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/**
 * @param {import("node:http").Server} server
 * @param {number} port
 * @returns {Promise<number>} the port that is listened on
 */
async function listen(server, port) {
  for (let offset = 0; ; offset += 1) {
    server.listen(port === 0 ? 0 : port + offset, "localhost");
    try {
      await once(server, "listening");
      break;
    } catch (error) {
      const { code } = /** @type {NodeJS.ErrnoException} */ (error);
      if (port === 0 || code !== "EADDRINUSE" || offset === MAX_NEXT_PORTS) throw error;
    }
  }
  return /** @type {import("node:net").AddressInfo} */ (server.address()).port;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      root: { type: "string", default: CHECKOUT },
      port: { type: "string", default: "8080" },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    console.error(`--port must be a number from 0 to 65535, not "${values.port}"`);
    process.exit(2);
  }
  const { origin } = await serve({ root: values.root, port });
  console.log(`Claims Chart in an article: ${origin}/www/ (Ctrl+C stops the server)`);
}
