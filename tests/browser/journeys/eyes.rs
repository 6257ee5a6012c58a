//! How a journey finds things on a page: by the words a person sees there, never by what only the code knows.

/// What every script begins with: what is seen of an element, and the smallest part of the page that says something.
pub const EYES: &str = "
    const hide = new CSSStyleSheet();
    hide.replaceSync('.vh{display:none!important}');
    const tidy = text => (text ?? '').replace(/\\s+/g, ' ').trim();
    const seen = e => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0;
    const look = act => {
        document.adoptedStyleSheets = [...document.adoptedStyleSheets, hide];
        try { return act(); } finally { document.adoptedStyleSheets = document.adoptedStyleSheets.filter(s => s != hide); }
    };
    const said = e => tidy(e.innerText);
    const parts = words => [...document.querySelectorAll('section,fieldset,li,tr,form,article,figure,details,nav,figcaption,div.card,div.clause')]
        .filter(e => seen(e) && said(e).includes(words)).sort((a, b) => said(a).length - said(b).length);
    const best = (all, names, words) => {
        const rank = e => Math.min(...names(e).map(n => n === words ? 0 : n.startsWith(words) ? 1 : n.includes(words) ? 2 : 9));
        return all.map(e => [rank(e), e]).filter(([r]) => r < 9).sort((a, b) => a[0] - b[0])[0]?.[1] ?? null;
    };
    const within = (part, find) => {
        if (!part) return find(document);
        for (const p of parts(part)) { const found = find(p); if (found) return found; }
        return null;
    };
";

/// Finds what can be clicked: arguments are the part of the page, or nothing, and the words on it.
pub const TO_CLICK: &str = "
    const [part, words] = arguments;
    return look(() => within(part, root => {
        const all = [...root.querySelectorAll('a[href],button,summary,label,[data-box]')].filter(e => seen(e) && !e.disabled);
        const found = best(all, e => [said(e), tidy(e.getAttribute('aria-label'))], words);
        found?.scrollIntoView({ block: 'center' });
        return found;
    }));
";

/// Finds a field by its label, or the words in it.
pub const TO_FILL: &str = "
    const [part, words] = arguments;
    return look(() => within(part, root => {
        const all = [...root.querySelectorAll('input:not([type=hidden]),textarea,select')];
        const files = e => e.type == 'file' && seen(e.closest('label') ?? e);
        const names = e => [...e.labels].map(l => tidy(l.textContent)).concat(tidy(e.placeholder), tidy(e.getAttribute('aria-label')));
        const found = best(all.filter(e => (seen(e) || files(e)) && !e.disabled), names, words);
        found?.scrollIntoView({ block: 'center' });
        return found;
    }));
";
