// Facts about the layout of the page that is open; each list names what is wrong.
globalThis.layout = (() => {
  const name = e => e.tagName.toLowerCase() + (e.id ? '#' + e.id : '') + ' "' + e.textContent.trim().slice(0, 40) + '"';
  const shown = e => e.checkVisibility() && e.getClientRects().length > 0;
  const aside = e => e.closest('thead, .defs, .filter input, title, desc') !== null;
  const all = selector => [...document.querySelectorAll(selector)];
  const rgb = text => text.match(/[\d.]+/g).map(Number);
  const luminance = c => {
    const [r, g, b] = c.slice(0, 3).map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = e => {
    for (let at = e; at; at = at.parentElement) {
      const c = rgb(getComputedStyle(at).backgroundColor);
      if (c.length < 4 || c[3] > 0) return c;
    }
    return [255, 255, 255];
  };
  const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  const texts = e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
  return {
    outside: () => all('body *').filter(e => shown(e) && !aside(e)).filter(e => {
      const box = e.getBoundingClientRect();
      return box.width > 0 && (box.left < -0.5 || box.right > innerWidth + 0.5);
    }).map(name),
    overlappingLabels: () => all('svg.plot').flatMap(svg => {
      const boxes = [...svg.querySelectorAll('.axis text, .value, text.median, .task, text.now')].filter(shown)
        .map(e => [e, e.getBoundingClientRect()]);
      return boxes.flatMap(([e, a], i) => boxes.slice(i + 1)
        .filter(([, b]) => a.left < b.right && b.left < a.right && a.top + 2 < b.bottom && b.top + 2 < a.bottom)
        .map(([f]) => name(e) + ' and ' + name(f)));
    }),
    faint: () => all('body *').filter(e => shown(e) && !aside(e) && texts(e)).filter(e => {
      const style = getComputedStyle(e);
      const inFlag = e.closest('a.change');
      const back = inFlag ? rgb(getComputedStyle(inFlag.querySelector('circle')).fill) : behind(e);
      const front = rgb(e.namespaceURI.endsWith('svg') ? style.fill : style.color);
      return contrast(luminance(front), luminance(back)) < 4.5;
    }).map(name),
    invisible: () => all('h1, h2, p, table, tbody tr, dd, svg.plot, .tiles .sign, .legend .sign, tbody .sign').filter(e => {
      const box = e.getBoundingClientRect();
      return box.width < 8 || box.height < 8;
    }).map(name),
    counts: () => ({
      plots: all('svg.plot').filter(e => e.getBoundingClientRect().width > 200).length,
      marks: all('#timeline .lane use').filter(e => e.getBoundingClientRect().width >= 6).length,
      rows: layout.rows().length,
      flags: all('#timeline a.change circle').filter(e => e.getBoundingClientRect().width >= 16).length
    }),
    misplaced: () => all('#timeline .lane use').filter(e => {
      const plot = e.closest('svg').getBoundingClientRect();
      const box = e.getBoundingClientRect();
      const wanted = plot.left + plot.width * parseFloat(e.getAttribute('x')) / 100;
      return Math.abs((box.left + box.right) / 2 - wanted) > 1;
    }).map(e => e.getAttribute('x')),
    brokenWords: () => {
      const found = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const e = node.parentElement;
        if (e.closest('svg, code, bdi') || !shown(e) || aside(e)) continue;
        for (const word of node.textContent.matchAll(/[A-Za-z]{2,16}/g)) {
          const range = document.createRange();
          range.setStart(node, word.index);
          range.setEnd(node, word.index + word[0].length);
          if (range.getClientRects().length > 1) found.push(name(e) + ': ' + word[0]);
        }
      }
      return found;
    },
    wrapped: () => all('tr.run code.all').filter(e => e.getClientRects().length > 1).map(name),
    background: () => luminance(behind(document.body)),
    rows: () => all('tr.run').filter(shown).map(e => e.className)
  };
})();
