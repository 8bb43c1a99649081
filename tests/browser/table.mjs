// SPDX-License-Identifier: Apache-2.0

/** Every row of the ranking as it is written, also those of a long table that are not in the document at once. */
export const tableRows = page =>
    page.evaluate(async () => {
        const box = document.querySelector('.ranking-scroll');
        const found = new Map();
        const frame = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
        const text = (row, column) => row.querySelector(`.${column}`).textContent.trim();
        const before = box.scrollTop;
        for (let top = 0; ; top += 200) {
            box.scrollTop = top;
            await frame();
            for (const row of box.querySelectorAll('tr[data-code]'))
                found.set(Number(row.getAttribute('aria-rowindex')), {
                    code: row.dataset.code,
                    name: text(row, 'name'),
                    count: text(row, 'count'),
                    share: text(row, 'share'),
                    change: text(row, 'change'),
                });
            if (top >= box.scrollHeight - box.clientHeight) break;
        }
        box.scrollTop = before;
        return [...found].sort((a, b) => a[0] - b[0]).map(([, row]) => row);
    });
