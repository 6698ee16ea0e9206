// Tabs after the ARIA Authoring Practices: one stop for the Tab key, arrows move between them, and a shown panel is told that it is shown.

/** Connects the tabs of a tab list with their panels; the address remembers which one is shown. */
export function startTabs(list, shown) {
  const tabs = [...list.querySelectorAll("[role=tab]")];
  const nameOf = (tab) => tab.id.replace("tab-", "");

  const select = (chosen) => {
    for (const tab of tabs) {
      const isChosen = tab === chosen;
      tab.setAttribute("aria-selected", String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      document.getElementById(tab.getAttribute("aria-controls")).hidden = !isChosen;
    }
    shown(nameOf(chosen));
    // Charts that were drawn while hidden had no width.
    window.dispatchEvent(new Event("resize"));
  };

  const choose = (tab) => {
    select(tab);
    history.replaceState(null, "", tab === tabs[0] ? location.pathname : `#${nameOf(tab)}`);
  };

  list.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab !== null) {
      choose(tab);
    }
  });

  list.addEventListener("keydown", (event) => {
    const here = tabs.indexOf(document.activeElement);
    const next = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (next === undefined || here < 0 || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    event.preventDefault();
    const tab = tabs[(next + tabs.length) % tabs.length];
    tab.focus();
    choose(tab);
  });

  const fromAddress = () => select(tabs.find((tab) => `#${nameOf(tab)}` === location.hash) ?? tabs[0]);
  window.addEventListener("hashchange", () => location.hash !== "#main" && fromAddress());
  fromAddress();
}
