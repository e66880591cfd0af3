//! The parts of a workbook beside its sheets (ECMA-376 part 1, 12 and 18; part 2).

use super::cell::escape;
use super::sheet::Done;
use crate::report::chart::Chart;
use std::fmt::Write;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
pub const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
pub const LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006";
/// English Metric Units a pixel: a picture is an inch for each 96 of them.
const UNITS: u32 = 9_525;
/// How high a row is that says nothing of it, pixels.
const ROW: u32 = 20;

/// The formats of cells, in the order of [`super::cell::Look`].
pub const STYLES: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">",
    "<numFmts count=\"3\"><numFmt numFmtId=\"164\" formatCode=\"0 %\"/>",
    "<numFmt numFmtId=\"165\" formatCode=\"0.0\"/>",
    "<numFmt numFmtId=\"166\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm:ss\"/></numFmts>",
    "<fonts count=\"4\">",
    "<font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>",
    "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>",
    "<font><b/><sz val=\"16\"/><name val=\"Calibri\"/><family val=\"2\"/></font>",
    "<font><i/><sz val=\"11\"/><color rgb=\"FF666666\"/><name val=\"Calibri\"/><family val=\"2\"/></font>",
    "</fonts>",
    "<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill>",
    "<fill><patternFill patternType=\"gray125\"/></fill>",
    "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFCFE3F1\"/><bgColor indexed=\"64\"/></patternFill></fill></fills>",
    "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>",
    "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>",
    "<cellXfs count=\"8\">",
    "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>",
    "<xf numFmtId=\"0\" fontId=\"1\" fillId=\"2\" borderId=\"0\" xfId=\"0\" applyFont=\"1\" applyFill=\"1\"/>",
    "<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>",
    "<xf numFmtId=\"165\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>",
    "<xf numFmtId=\"166\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>",
    "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyAlignment=\"1\">",
    "<alignment vertical=\"top\" wrapText=\"1\"/></xf>",
    "<xf numFmtId=\"0\" fontId=\"2\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\" applyAlignment=\"1\">",
    "<alignment vertical=\"top\" wrapText=\"1\"/></xf>",
    "<xf numFmtId=\"0\" fontId=\"3\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\" applyAlignment=\"1\">",
    "<alignment vertical=\"top\"/></xf>",
    "</cellXfs>",
    "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>",
    "</styleSheet>",
);

/// `xl/workbook.xml`: the sheets, and over which of their cells they are filtered.
pub fn workbook(sheets: &[Done]) -> String {
    let mut xml = format!(
        "{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{LINKS}\"><bookViews><workbookView/></bookViews><sheets>"
    );
    for (sheet, id) in sheets.iter().zip(1..) {
        let _ = write!(
            xml,
            "<sheet name=\"{}\" sheetId=\"{id}\" r:id=\"rId{id}\"/>",
            sheet.name
        );
    }
    xml.push_str("</sheets>");
    let filtered: Vec<_> = sheets
        .iter()
        .enumerate()
        .filter_map(|(at, sheet)| Some((at, &sheet.name, sheet.filtered.as_ref()?)))
        .collect();
    if !filtered.is_empty() {
        xml.push_str("<definedNames>");
        for (at, name, (letters, last)) in filtered {
            let _ = write!(
                xml,
                "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"{at}\" hidden=\"1\">'{name}'!$A$1:${letters}${last}</definedName>"
            );
        }
        xml.push_str("</definedNames>");
    }
    xml.push_str("</workbook>");
    xml
}

/// Links from one part to others: what they are, and where.
pub fn links<'l>(links: impl IntoIterator<Item = (&'l str, String)>) -> String {
    let mut xml = format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for ((kind, target), id) in links.into_iter().zip(1..) {
        let kind = if kind.contains('/') {
            format!("{PACKAGE}/{kind}")
        } else {
            format!("{LINKS}/{kind}")
        };
        let _ = write!(
            xml,
            "<Relationship Id=\"rId{id}\" Type=\"{kind}\" Target=\"{target}\"/>"
        );
    }
    xml.push_str("</Relationships>");
    xml
}

/// What kind of part each is.
pub fn content_types(sheets: usize, has_pictures: bool) -> String {
    const SHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let mut xml = format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Default Extension=\"png\" ContentType=\"image/png\"/>\
         <Override PartName=\"/xl/workbook.xml\" ContentType=\"{SHEET}.sheet.main+xml\"/>\
         <Override PartName=\"/xl/styles.xml\" ContentType=\"{SHEET}.styles+xml\"/>\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
    );
    for number in 1..=sheets {
        let _ = write!(
            xml,
            "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"{SHEET}.worksheet+xml\"/>"
        );
    }
    if has_pictures {
        xml.push_str(
            "<Override PartName=\"/xl/drawings/drawing1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.drawing+xml\"/>",
        );
    }
    xml.push_str("</Types>");
    xml
}

/// `docProps/core.xml`: what the workbook is about, and a moment that is the same whenever it is written.
pub fn core(title: &str, at: &str) -> String {
    let mut xml = format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>"
    );
    escape(&mut xml, title);
    let _ = write!(
        xml,
        "</dc:title><dcterms:created xsi:type=\"dcterms:W3CDTF\">{at}</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{at}</dcterms:modified></cp:coreProperties>"
    );
    xml
}

/// How many rows a chart covers.
pub fn rows_of(chart: &Chart) -> u32 {
    chart.size.1.div_ceil(ROW)
}

/// The pictures on a sheet, each with the row (from 0) at whose upper edge it begins.
pub fn drawing(charts: &[(&Chart, u32)]) -> String {
    let mut xml = format!(
        "{HEAD}<xdr:wsDr xmlns:xdr=\"{DRAWING}/spreadsheetDrawing\" xmlns:a=\"{DRAWING}/main\" xmlns:r=\"{LINKS}\">"
    );
    for ((chart, row), id) in charts.iter().zip(1..) {
        let (width, height) = (chart.size.0 * UNITS, chart.size.1 * UNITS);
        let _ = write!(
            xml,
            "<xdr:oneCellAnchor><xdr:from><xdr:col>0</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row}</xdr:row>\
             <xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext cx=\"{width}\" cy=\"{height}\"/><xdr:pic><xdr:nvPicPr>\
             <xdr:cNvPr id=\"{id}\" name=\""
        );
        escape(&mut xml, &chart.name);
        xml.push_str("\" descr=\"");
        let mut description = String::new();
        escape(&mut description, &chart.description);
        // As they are, line ends in an attribute are blanks.
        xml.push_str(&description.replace('\n', "&#10;"));
        xml.push_str("\" title=\"");
        escape(&mut xml, &chart.title);
        let _ = write!(
            xml,
            "\"/><xdr:cNvPicPr><a:picLocks noChangeAspect=\"1\"/></xdr:cNvPicPr></xdr:nvPicPr><xdr:blipFill>\
             <a:blip r:embed=\"rId{id}\"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:xfrm>\
             <a:off x=\"0\" y=\"0\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/>\
             </a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor>"
        );
    }
    xml.push_str("</xdr:wsDr>");
    xml
}
