// The console works without this file: forms post and links lead. It adds keys, live counts and previews.
import "htmx.org";
import { startKeys } from "./keys.js";
import { startLists } from "./lists.js";
import { startClocks } from "./clocks.js";
import { startDropping } from "./dropping.js";
import { startLive } from "./live.js";
import { startMenus } from "./menus.js";

startLists();
startKeys();
startClocks();
startDropping();
startLive();
startMenus();
