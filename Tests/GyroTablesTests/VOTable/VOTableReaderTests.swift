// SPDX-License-Identifier: GPL-3.0-or-later

import GyroTables
import Testing

@Suite struct VOTableReaderTests {
  /// A document around some fields and rows.
  static func document(
    _ rows: String,
    fields: String =
      "<FIELD name='a' datatype='int'/><FIELD name='b' datatype='char' arraysize='*'/>"
  ) -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE VOTABLE SYSTEM "http://us-vo.org/xml/VOTable.dtd">
    <v:VOTABLE version="1.3" xmlns:v="http://www.ivoa.net/xml/VOTable/v1.3"><v:RESOURCE>
    <DESCRIPTION>Three
      stars</DESCRIPTION>
    <INFO name="QUERY_STATUS" value="OK"/><PARAM name="epoch" datatype="double" value="2016.0"/>
    <TABLE name="t">\(fields)
    <DATA>\(rows)</DATA></TABLE><TABLE><FIELD name="other" datatype="int"/></TABLE>
    </v:RESOURCE></v:VOTABLE>
    """
  }

  @Test func fieldsCellsAndRemarks() throws {
    let fields = """
      <GROUP><PARAM name="p" datatype="int" value="1"/></GROUP>
      <FIELD name="id" datatype="long" ucd="meta.id"><DESCRIPTION>An
        identifier</DESCRIPTION><VALUES null="-99"/></FIELD>
      <FIELD ID="x" datatype="double" unit="d"/>
      <FIELD name="f" datatype="float"/><FIELD name="ok" datatype="boolean"/>
      <FIELD name="v" datatype="short" arraysize="1x2"/>
      <FIELD name="list" datatype="double" arraysize="*"/>
      """
    let table = try read(
      Self.document(
        """
        <TABLEDATA><TR><TD>3324544013049138688</TD><TD> 0.1 </TD><TD>+Inf</TD><TD>T</TD>
        <TD>1 -2</TD><TD>1 2 3</TD></TR>
        <TR><TD>-99</TD><TD/><TD>NaN</TD><TD>?</TD><TD></TD><TD/></TR>
        <TR><TD>0x1F</TD><TD>-1e300</TD><TD><![CDATA[1.5]]></TD><TD>0</TD><TD>3 4</TD><TD>&#49;</TD></TR>
        </TABLEDATA>
        """, fields: fields), name: "a.xml", upTo: 2)
    let columns = table.schema.columns
    #expect(columns.map(\.name) == ["id", "x", "f", "ok", "v", "list"])
    #expect(columns.map(\.type) == [.int64, .float64, .float32, .bool, .float64Vector(2), .text])
    #expect(columns[0].meaning == "An identifier")
    #expect(columns[0].ucd == "meta.id")
    #expect(columns[1].unit == "d")
    #expect(table.schema.metadata.contains(TableMetadata(key: "epoch", value: "2016.0")))
    #expect(table.schema.metadata.contains(TableMetadata(key: "description", value: "Three stars")))
    #expect(
      table.rows == [
        ["3324544013049138688", " 0.1 ", "+Inf", "T", "1.0 -2.0", "1 2 3"],
        [nil, nil, nil, nil, nil, nil], ["31", "-1e300", "1.5", "0", "3.0 4.0", "1"],
      ])
  }

  static func binaryFields(_ nullByte: String) -> String {
    """
    <FIELD datatype="long" name="id"><VALUES null='-9223372036854775808'/></FIELD>
    <FIELD datatype="int" name="i"><VALUES null='-2147483648'/></FIELD>
    <FIELD datatype="short" name="s"/><FIELD datatype="unsignedByte" name="u">\(nullByte)</FIELD>
    <FIELD datatype="double" name="d"/><FIELD datatype="float" name="f"/>
    <FIELD datatype="boolean" name="b"/><FIELD arraysize="5" datatype="unicodeChar" name="name"/>
    <FIELD arraysize="6" datatype="char" name="asc"/><FIELD arraysize="2" datatype="double" name="v"/>
    <FIELD arraysize="2" datatype="long" name="k"/><FIELD arraysize="3" datatype="boolean" name="bb"/>
    """
  }

  /// Streams written by STILTS 3.4.7 (STIL 4.1.3) from a table of ours.
  static let binary2 = """
    AAAuIycqafIOAAAAAAEAAQA/uZmZmZmZmj3MzM1UA7EAIABQAGUAcnh5AAAAAD/w
    AAAAAAAAQAAAAAAAAAAAAAAAAAAAAUAAAAAAAAAAVEZGQYD//////////wAAAAD/
    /v9/+AAAAAAAAH/AAABGAAAAAAAAAAAAAAAAAAAAAEAIAAAAAAAAf/gAAAAAAAAA
    AAAAAAAAAwAAAAAAAAAEVEZGggAAAAAAAAAAAAAAAAMAAwP+N+Q8iAB1nH/AAAAg
    AGEAYgBjAAAAAGxvbmdlckAUAAAAAAAAQBgAAAAAAAAAAAAAAAAABQAAAAAAAAAG
    VEZG
    """
  static let binary = """
    LiMnKmnyDgAAAAABAAEAP7mZmZmZmZo9zMzNVAOxACAAUABlAHJ4eQAAAAA/8AAA
    AAAAAEAAAAAAAAAAAAAAAAAAAAFAAAAAAAAAAFRGRv//////////gAAAAP/+/3/4
    AAAAAAAAf8AAAEYAAAAAAAAAAAAAAAAAAAAAQAgAAAAAAAB/+AAAAAAAAAAAAAAA
    AAADAAAAAAAAAARURkaAAAAAAAAAAAAAAAMAAwP+N+Q8iAB1nH/AAAAgAGEAYgBj
    AAAAAGxvbmdlckAUAAAAAAAAQBgAAAAAAAAAAAAAAAAABQAAAAAAAAAGVEZG
    """

  @Test(arguments: [("BINARY2", binary2), ("BINARY", binary)], [1, 2, 10])
  func streamsOfBytes(_ stream: (String, String), _ size: Int) throws {
    let text = Self.document(
      "<\(stream.0)><STREAM encoding='base64'>\n\(stream.1)\n</STREAM></\(stream.0)>",
      fields: Self.binaryFields(stream.0 == "BINARY2" ? "" : "<VALUES null='255'/>"))
    let table = try read(text, name: "a.vot", upTo: size)
    #expect(
      table.rows[0] == [
        "3324544013049138688", "1", "1", "0", "0.1", "0.1", "true", "α Per", "xy", "1.0 2.0",
        "1 4611686018427387904", "T F F",
      ])
    // Without null flags STIL spends the value 255 on a missing byte, and says so in the header.
    #expect(
      table.rows[1] == [
        "-1", nil, "-2", stream.0 == "BINARY2" ? "255" : nil, nil, nil, "false", nil, nil,
        "3.0 NaN", "3 4", "T F F",
      ])
    #expect(
      table.rows[2] == [
        nil, "3", "3", "3", "-1e+300", nil, nil, "abc", "longer", "5.0 6.0", "5 6", "T F F",
      ])
  }

  @Test(arguments: [
    ("<TABLEDATA><TR><TD>1</TD></TR></TABLEDATA>", TableError.Code.raggedRow),
    ("<TABLEDATA><TR><TD>1</TD><TD>2</TD><TD>3</TD></TR></TABLEDATA>", .raggedRow),
    ("<TABLEDATA><TR><TD><TABLEDATA><TR/></TABLEDATA></TD></TR></TABLEDATA>", .malformedData),
    ("<TABLEDATA><TR><TR><TD>1</TD><TD>x</TD></TR></TR></TABLEDATA>", .malformedData),
    ("<TABLEDATA><TR><TD>1</TD><TD>2</TR></TABLEDATA>", .malformedData),
    ("<TABLEDATA><TR><TD>&unknown;</TD><TD>2</TD></TR></TABLEDATA>", .malformedData),
    ("<TABLEDATA><TR><TD encoding='base64'>AA==</TD><TD>2</TD></TR></TABLEDATA>", .unsupported),
    ("<BINARY><STREAM href='http://localhost/x'/></BINARY>", .unsupported),
    ("<BINARY><STREAM encoding='gzip'>x</STREAM></BINARY>", .unsupported),
    ("<BINARY><STREAM encoding='base64'>AAAA</STREAM></BINARY>", .truncated),
    ("<BINARY><STREAM encoding='base64'>AA*A</STREAM></BINARY>", .malformedData),
    ("<BINARY><STREAM encoding='base64'>AAAAAf////8AAAAA</STREAM></BINARY>", .tooLarge),
    ("<FITS><STREAM encoding='base64'>AAAA</STREAM></FITS>", .unsupported),
  ])
  func brokenRows(_ rows: String, _ code: TableError.Code) {
    let error = failure { () throws(TableError) in _ = try read(Self.document(rows), name: "a.vot")
    }
    #expect(error?.code == code, "\(rows)")
  }

  @Test(arguments: [
    "<FIELD name='a' datatype='quaternion'/>", "<FIELD name='a'/>",
    "<FIELD name='a' datatype='char' arraysize='x'/>",
    "<FIELD name='a' datatype='int' arraysize='99999999999'/>",
    "<FIELD name='a' datatype='int' arraysize='4096x4096x4096'/>", "",
  ])
  func brokenFields(_ fields: String) {
    let text = Self.document("<TABLEDATA></TABLEDATA>", fields: fields)
    let error = failure { () throws(TableError) in _ = try read(text, name: "a.vot") }
    #expect(error?.code == .malformedHeader, "\(fields)")
  }

  @Test func documentsCutShortAnywhereAreErrors() {
    let text = Self.document(
      "<TABLEDATA><TR><TD>1</TD><TD>x</TD></TR><TR><TD>2</TD><TD>y</TD></TR></TABLEDATA>")
    let end = text.utf8.count
    for length in stride(from: 0, to: end - 1, by: 3) {
      let bytes = Array(text.utf8.prefix(length))
      let error = failure { () throws(TableError) in
        _ = try read(bytes, name: "a.vot", format: .votable)
      }
      #expect(error != nil, "cut at \(length)")
    }
  }

  @Test func entityBombsAreRefused() {
    let text = """
      <?xml version="1.0"?><!DOCTYPE VOTABLE [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
      <VOTABLE><RESOURCE><TABLE><FIELD name="a" datatype="char" arraysize="*"/><DATA><TABLEDATA>
      <TR><TD>&b;</TD></TR></TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>
      """
    let error = failure { () throws(TableError) in _ = try read(text, name: "a.vot") }
    #expect(error?.code == .malformedData)
    #expect(error?.description.contains("an entity declaration") == true)
  }

  @Test func endlessMarkupNestingAndCellsAreRefused() {
    let long = String(repeating: "x", count: 10 << 20)
    let tag = failure { () throws(TableError) in
      _ = try read("<VOTABLE><RESOURCE name='\(long)'/></VOTABLE>", name: "a.vot")
    }
    #expect(tag?.code == .tooLarge)
    let deep = failure { () throws(TableError) in
      _ = try read("<VOTABLE>" + String(repeating: "<a>", count: 100_000), name: "a.vot")
    }
    #expect(deep?.code == .tooLarge)
    let cell = failure { () throws(TableError) in
      _ = try read(
        Self.document("<TABLEDATA><TR><TD>1</TD><TD>\(long)</TD></TR></TABLEDATA>"), name: "a.vot")
    }
    #expect(cell?.code == .tooLarge)
  }

  /// Found by fuzzing: what is said of a field that belongs to no table is said of nothing.
  @Test func fieldsOutsideATable() {
    let text = """
      <VOTABLE><RESOURCE><FIELD name="a" datatype="int"><DESCRIPTION>x</DESCRIPTION>
      <VALUES null="1"/></FIELD></RESOURCE></VOTABLE>
      """
    let error = failure { () throws(TableError) in _ = try read(text, name: "a.vot") }
    #expect(error?.code == .malformedHeader)
  }

  @Test func aFailedQueryIsNoTable() {
    let text = """
      <VOTABLE><RESOURCE><INFO name="QUERY_STATUS" value="ERROR">no such column</INFO></RESOURCE>
      </VOTABLE>
      """
    let error = failure { () throws(TableError) in _ = try read(text, name: "a.vot") }
    #expect(error?.description.contains("a failed query: no such column") == true)
  }
}
