// A pen for mouse, finger and stylus: ink on a canvas, and a call when a stroke has ended.
let context, canvas, page;

export function attach(element, reference) {
    canvas = element;
    page = reference;
    context = canvas.getContext("2d", { willReadFrequently: true });
    context.lineCap = context.lineJoin = "round";
    context.lineWidth = canvas.width / 13;
    context.strokeStyle = "#1d2b53";
    let isDown = false;
    const place = event => {
        const box = canvas.getBoundingClientRect();
        return [(event.clientX - box.left) * canvas.width / box.width, (event.clientY - box.top) * canvas.height / box.height];
    };
    canvas.addEventListener("pointerdown", event => {
        isDown = true;
        canvas.setPointerCapture(event.pointerId);
        context.beginPath();
        context.moveTo(...place(event));
        context.lineTo(...place(event));
        context.stroke();
    });
    canvas.addEventListener("pointermove", event => {
        if (isDown) {
            for (const point of event.getCoalescedEvents?.() ?? [event]) {
                context.lineTo(...place(point));
            }
            context.stroke();
        }
    });
    for (const end of ["pointerup", "pointercancel"]) {
        canvas.addEventListener(end, () => {
            if (isDown) {
                isDown = false;
                page.invokeMethodAsync("DrawnAsync");
            }
        });
    }
}

export function stroke(points) {
    context.beginPath();
    for (let i = 0; i < points.length; i += 2) {
        context.lineTo(points[i] * canvas.width, points[i + 1] * canvas.height);
    }
    context.stroke();
}

export function clear() {
    context.clearRect(0, 0, canvas.width, canvas.height);
}

export function ink() {
    // Of red, green, blue and opacity the last.
    const pixels = context.getImageData(0, 0, canvas.width, canvas.height).data;
    return Uint8Array.from({ length: pixels.length / 4 }, (_, i) => pixels[4 * i + 3]);
}
